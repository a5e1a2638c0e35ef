package dev.freehold.zone;

import dev.freehold.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs calls as Amazon's services want them (Signature Version 4, in "AWS General Reference: Create a signed
/// AWS API request"). Pure.
///
/// @param keyId of the access key
/// @param service as `route53`
record AwsSignature(String keyId, Secret key, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DAY = 8;

    Call sign(Call call, Instant now) {
        var time = TIME.format(now);
        var dated = call.with("host", call.uri().getAuthority()).with("x-amz-date", time);
        var headers = new TreeMap<>(dated.headers());
        var names = String.join(";", headers.keySet());
        var scope = time.substring(0, DAY) + "/" + region + "/" + service + "/aws4_request";
        var text =
                String.join("\n", ALGORITHM, time, scope, hex(digest(canonical(dated, headers))));
        var signature = HexFormat.of().formatHex(mac(signingKey(time), text));
        return dated.with(
                "authorization",
                "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(ALGORITHM, keyId, scope, names, signature));
    }

    private static String canonical(Call call, Map<String, String> headers) {
        var lines =
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining());
        var path = call.uri().getRawPath();
        return String.join(
                "\n",
                call.method(),
                path.isEmpty() ? "/" : path,
                query(call.uri()),
                lines,
                String.join(";", headers.keySet()),
                hex(digest(call.body())));
    }

    private static String query(URI uri) {
        var query = uri.getRawQuery();
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
    }

    private byte[] signingKey(String time) {
        var secret = ("AWS4" + key.reveal()).getBytes(StandardCharsets.UTF_8);
        var ofDay = mac(secret, time.substring(0, DAY));
        return mac(mac(mac(ofDay, region), service), "aws4_request");
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

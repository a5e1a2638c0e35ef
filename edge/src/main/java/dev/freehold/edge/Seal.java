package dev.freehold.edge;

import dev.freehold.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Knows again what the edge gave a visitor to keep: HMAC-SHA256, cut to 96 bits (RFC 2104 §5 allows half
/// of it and asks for 80 bits). Owned by its event loop.
final class Seal {
    /// Of a seal, in the letters of base64url.
    static final int LENGTH = 16;

    private static final int BYTES = 12;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    Seal(Secret key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(key.reveal()), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    String of(String text) {
        var cut = Arrays.copyOf(mac.doFinal(bytes(text)), BYTES);
        return Base64.getUrlEncoder().encodeToString(cut);
    }

    /// Takes the same time however much of it is right.
    boolean isOf(String text, String seal) {
        return MessageDigest.isEqual(bytes(of(text)), bytes(seal));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.freehold.zone;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Zones at Cloudflare, by its API (version 4, developers.cloudflare.com/api).
public final class CloudflareZone implements Zone {
    public static final URI API = URI.create("https://api.cloudflare.com/client/v4");
    private static final int TTL = 60;

    private final Secret token;
    private final URI api;
    private final Sender sender = new Sender();

    /// @param token that may edit the zones' DNS
    public CloudflareZone(Secret token, URI api) {
        this.token = token;
        this.api = api;
    }

    private record Kept(String id, String value) {}

    @Override
    public Set<String> fetch(String name, RecordType type) {
        return records(zone(name), name, type).stream()
                .map(Kept::value)
                .collect(Collectors.toSet());
    }

    /// In one batch, which takes effect as a whole: visitors never meet a name without addresses.
    @Override
    public void put(String name, RecordType type, Set<String> values) {
        var zone = zone(name);
        var there = records(zone, name, type);
        var batch = batch(there, name, type, values);
        if (!batch.isEmpty()) {
            sender.send(call("POST", "/zones/" + zone + "/dns_records/batch", Json.text(batch)));
        }
    }

    private static Map<String, Object> batch(
            List<Kept> there, String name, RecordType type, Set<String> values) {
        var surplus = there.stream().filter(kept -> !values.contains(kept.value())).toList();
        var known = there.stream().map(Kept::value).collect(Collectors.toSet());
        var missing = values.stream().filter(value -> !known.contains(value)).sorted().toList();
        if (surplus.isEmpty() && missing.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "deletes", surplus.stream().map(kept -> Map.of("id", kept.id())).toList(),
                "posts", missing.stream().map(value -> post(name, type, value)).toList());
    }

    /// Not through Cloudflare's own proxies: the platform is what visitors are to reach.
    private static Map<String, Object> post(String name, RecordType type, String value) {
        var content = type == RecordType.TXT ? '"' + value + '"' : value;
        return type == RecordType.TXT
                ? Map.of("type", type.name(), "name", name, "content", content, "ttl", TTL)
                : Map.of(
                        "type",
                        type.name(),
                        "name",
                        name,
                        "content",
                        content,
                        "ttl",
                        TTL,
                        "proxied",
                        false);
    }

    private List<Kept> records(String zone, String name, RecordType type) {
        var path = "/zones/" + zone + "/dns_records?per_page=100&type=" + type + "&name=";
        var kept = new ArrayList<Kept>();
        for (var record : results(call("GET", path + encoded(name), ""))) {
            var content = String.valueOf(record.get("content"));
            kept.add(new Kept(String.valueOf(record.get("id")), unquoted(content)));
        }
        return kept;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// The closest name above that has a zone there.
    private String zone(String name) {
        for (var above = name; above.indexOf('.') > 0; above = parent(above)) {
            var zones = results(call("GET", "/zones?name=" + encoded(above), ""));
            if (!zones.isEmpty()) {
                return String.valueOf(zones.getFirst().get("id"));
            }
        }
        throw new FreeholdException(
                ErrorCode.NOT_FOUND,
                "Cloudflare has no zone for \"" + name + "\" that this token may see",
                "give FREEHOLD_CLOUDFLARE_TOKEN the right to edit its DNS");
    }

    private static String parent(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private List<Map<?, ?>> results(Call call) {
        var answer = Json.read(sender.send(call), Map.class);
        return answer.get("result") instanceof List<?> results
                ? results.stream().<Map<?, ?>>map(result -> (Map<?, ?>) result).toList()
                : List.of();
    }

    Call call(String method, String path, String body) {
        return new Call(
                method,
                URI.create(api + path),
                Map.of(
                        "authorization",
                        "Bearer " + token.reveal(),
                        "content-type",
                        "application/json"),
                body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.freehold.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads `Accept-Encoding` (RFC 9110 §12.5.3).
final class AcceptedCodings {
    private AcceptedCodings() {}

    static boolean gzip(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return false;
        }
        for (var item : header.toLowerCase(Locale.ROOT).split(",")) {
            var parts = item.strip().split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }
}

package dev.freehold.acme;

import dev.freehold.model.NamePattern;
import dev.freehold.store.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/// How many new certificates one registered domain gets: somewhat fewer than authorities allow, so that none of
/// its names is refused for a week because of another. Renewals are free. Pure.
final class Budget {
    /// Let's Encrypt gives 50 in 7 days.
    static final int MOST = 40;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int SHORT = 3;

    private Budget() {}

    /// Whether another name below the same registered domain may have one.
    static boolean allows(
            NamePattern name, Collection<Certificates.Row> certificates, Instant now) {
        var domain = registered(name);
        return certificates.stream()
                        .filter(row -> row.notBefore().isAfter(now.minus(WEEK)))
                        .filter(row -> registered(row.name()).equals(domain))
                        .count()
                < MOST;
    }

    /// The last two labels; three where the second is a registry's own, as in `shop.co.uk`. A list of all of
    /// those is not worth its upkeep for this.
    static String registered(NamePattern name) {
        var labels = name.domain().value().split("\\.");
        int last = labels.length - 1;
        if (last < 1) {
            return name.domain().value();
        }
        boolean country = labels[last].length() == 2 && labels[last - 1].length() <= SHORT;
        int first = Math.max(0, last - (country ? 2 : 1));
        return String.join(".", Arrays.copyOfRange(labels, first, last + 1));
    }
}

package dev.freehold.cli;

import dev.freehold.cli.usage.UsageError;

/// The passphrase of a backup: from `FREEHOLD_PASSPHRASE`, or typed unseen.
final class Passphrase {
    static final String VARIABLE = "FREEHOLD_PASSPHRASE";
    private static final int SHORTEST = 8;

    private Passphrase() {}

    /// A new one, typed twice.
    static String chosen(Session session) {
        var known = session.environment().getOrDefault(VARIABLE, "");
        var passphrase =
                known.isEmpty() ? session.questions().secret("Passphrase (not shown): ") : known;
        if (passphrase.length() < SHORTEST) {
            throw new UsageError(
                    "the passphrase has less than " + SHORTEST + " characters",
                    "choose a longer one: it seals the keys");
        }
        boolean typed = known.isEmpty() && session.screen().terminal().in();
        if (typed && !session.questions().secret("Once more: ").equals(passphrase)) {
            throw new UsageError("that was not the same passphrase", "try again");
        }
        return passphrase;
    }

    /// The one that was chosen then.
    static String known(Session session) {
        var known = session.environment().getOrDefault(VARIABLE, "");
        return known.isEmpty()
                ? session.questions().secret("Passphrase of the backup (not shown): ")
                : known;
    }
}

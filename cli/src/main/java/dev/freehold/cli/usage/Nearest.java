package dev.freehold.cli.usage;

import java.util.List;
import java.util.Optional;

/// Finds the word that was probably meant, by the least number of edits.
public final class Nearest {
    private Nearest() {}

    /// The known word that is at most a third of its letters away, if there is one.
    public static Optional<String> to(String typed, List<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (var word : known) {
            int distance = word.startsWith(typed) ? 1 : distance(typed, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return least <= Math.max(1, typed.length() / 2) ? Optional.of(best) : Optional.empty();
    }

    /// Levenshtein's distance, a row at a time.
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

package dev.freehold.schedule;

import java.util.ArrayDeque;
import java.util.List;

/// What was said last. Guarded by itself.
final class LastLines {
    private static final int MOST = 20;
    private static final int LONGEST = 1_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    synchronized List<String> list() {
        return List.copyOf(lines);
    }
}

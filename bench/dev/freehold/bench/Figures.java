package dev.freehold.bench;

import java.util.List;
import java.util.Locale;

/// Percentiles of samples in milliseconds, as text.
final class Figures {
    private Figures() {}

    static String of(List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "p50 %.0f ms, p99 %.0f ms, max %.0f ms (%d)",
                at(sorted, 0.5), at(sorted, 0.99), sorted.getLast(), sorted.size());
    }

    /// The same of what takes a few milliseconds at most.
    static String fine(List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, max %.1f ms (%d)",
                at(sorted, 0.5), at(sorted, 0.99), sorted.getLast(), sorted.size());
    }

    static double median(List<Double> millis) {
        return at(millis.stream().sorted().toList(), 0.5);
    }

    static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }
}

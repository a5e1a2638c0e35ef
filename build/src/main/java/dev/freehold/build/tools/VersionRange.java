package dev.freehold.build.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What `engines` in a package.json asks for, as npm understands it: `20`, `^20.1`, `>=18 <23`,
/// `18 || 20.x`. Prereleases never match.
public record VersionRange(String text) {
    private static final Pattern COMPARATOR =
            Pattern.compile(
                    "(>=|<=|>|<|=|\\^|~)?\\s*v?(\\d+|[xX*])(?:\\.(\\d+|[xX*]))?(?:\\.(\\d+|[xX*]))?");

    public static final VersionRange ANY = new VersionRange("*");

    public boolean includes(String version) {
        var parts = Version.find(version);
        return parts.isPresent()
                && List.of(text.split("\\|\\|", -1)).stream()
                        .anyMatch(all -> meets(all, parts.get()));
    }

    /// The newest of these that the range includes.
    public Optional<String> newest(List<String> versions) {
        return versions.stream()
                .filter(this::includes)
                .max(Comparator.comparing(version -> Version.find(version).orElseThrow()));
    }

    private static boolean meets(String comparators, Version version) {
        var hyphen = comparators.split("\\s+-\\s+");
        var plain =
                hyphen.length == 2
                        ? ">=" + hyphen[0].strip() + " <=" + hyphen[1].strip()
                        : comparators;
        return intervals(plain).stream().allMatch(interval -> interval.includes(version));
    }

    private static List<Interval> intervals(String comparators) {
        var intervals = new ArrayList<Interval>();
        var match = COMPARATOR.matcher(comparators);
        while (match.find()) {
            var operator = match.group(1) == null ? "" : match.group(1);
            var numbers = new ArrayList<Integer>();
            for (int i = 2;
                    i <= 4 && match.group(i) != null && match.group(i).matches("\\d+");
                    i++) {
                numbers.add(Integer.valueOf(match.group(i)));
            }
            intervals.add(Interval.of(operator, numbers));
        }
        return intervals;
    }

    /// Three numbers, major first.
    private record Version(int major, int minor, int patch) implements Comparable<Version> {
        static Optional<Version> find(String text) {
            var parts = text.split("\\.");
            return text.matches("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}")
                    ? Optional.of(
                            new Version(
                                    Integer.parseInt(parts[0]),
                                    Integer.parseInt(parts[1]),
                                    Integer.parseInt(parts[2])))
                    : Optional.empty();
        }

        static Version of(List<Integer> numbers) {
            return new Version(at(numbers, 0), at(numbers, 1), at(numbers, 2));
        }

        /// The first version in which the number at this place is one higher.
        static Version after(List<Integer> numbers, int place) {
            var raised = new ArrayList<>(numbers.subList(0, place + 1));
            raised.set(place, raised.get(place) + 1);
            return of(raised);
        }

        private static int at(List<Integer> numbers, int place) {
            return place < numbers.size() ? numbers.get(place) : 0;
        }

        @Override
        public int compareTo(Version other) {
            return Comparator.comparingInt(Version::major)
                    .thenComparingInt(Version::minor)
                    .thenComparingInt(Version::patch)
                    .compare(this, other);
        }
    }

    /// From a version (included) to another (excluded).
    private record Interval(Version from, Version to) {
        private static final Version FIRST = new Version(0, 0, 0);
        private static final Version LAST = new Version(Integer.MAX_VALUE, 0, 0);

        static Interval of(String operator, List<Integer> numbers) {
            if (numbers.isEmpty()) {
                return new Interval(FIRST, LAST);
            }
            var exact = Version.of(numbers);
            var next = Version.after(numbers, numbers.size() - 1);
            return switch (operator) {
                case ">=" -> new Interval(exact, LAST);
                case ">" -> new Interval(next, LAST);
                case "<" -> new Interval(FIRST, exact);
                case "<=" -> new Interval(FIRST, next);
                case "^" -> new Interval(exact, Version.after(numbers, firstNonZero(numbers)));
                case "~" ->
                        new Interval(
                                exact, Version.after(numbers, Math.min(1, numbers.size() - 1)));
                default -> new Interval(exact, next);
            };
        }

        private static int firstNonZero(List<Integer> numbers) {
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i) != 0) {
                    return i;
                }
            }
            return numbers.size() - 1;
        }

        boolean includes(Version version) {
            return version.compareTo(from) >= 0 && version.compareTo(to) < 0;
        }
    }
}

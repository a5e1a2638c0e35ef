package dev.freehold.route;

import dev.freehold.output.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The rules of one phase, in order, found without looking at most of them. A rule that is plain text
/// is found by the whole path, one that starts with a whole segment (`/blog/`) by the path's first
/// segment; of the others only those whose text the path holds are tried.
final class RuleTable {
    private static final int[] NONE = {};

    private final List<Rule> rules;
    private final Map<String, int[]> byPath;
    private final Map<String, int[]> bySegment;
    private final int[] others;

    private RuleTable(List<Rule> rules) {
        this.rules = rules;
        var byPath = new HashMap<String, List<Integer>>();
        var bySegment = new HashMap<String, List<Integer>>();
        var others = new ArrayList<Integer>();
        for (int i = 0; i < rules.size(); i++) {
            var literal = rules.get(i).literal();
            var segment = firstSegment(literal.prefix());
            var found =
                    literal.whole()
                            ? byPath.computeIfAbsent(literal.prefix(), _ -> new ArrayList<>())
                            : segment.isEmpty()
                                    ? others
                                    : bySegment.computeIfAbsent(segment, _ -> new ArrayList<>());
            found.add(i);
        }
        this.byPath = frozen(byPath);
        this.bySegment = frozen(bySegment);
        this.others = frozen(others);
    }

    static RuleTable compile(List<Route> routes) {
        return new RuleTable(routes.stream().map(Rule::compile).toList());
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    Rule rule(int index) {
        return rules.get(index);
    }

    /// The first rule at `from` or after it that may be for this path, or -1.
    int next(String path, int from) {
        if (from >= rules.size()) {
            return -1;
        }
        var lower = Literal.lower(path);
        int next = otherAtOrAfter(lower, from);
        next = Math.min(next, atOrAfter(byPath.getOrDefault(lower, NONE), from));
        next = Math.min(next, atOrAfter(bySegment.getOrDefault(firstSegment(lower), NONE), from));
        return next == Integer.MAX_VALUE ? -1 : next;
    }

    private int otherAtOrAfter(String lower, int from) {
        int at = Arrays.binarySearch(others, from);
        for (at = at < 0 ? -at - 1 : at; at < others.length; at++) {
            if (lower.contains(rules.get(others[at]).literal().needed())) {
                return others[at];
            }
        }
        return Integer.MAX_VALUE;
    }

    private static int atOrAfter(int[] sorted, int from) {
        int at = Arrays.binarySearch(sorted, from);
        at = at < 0 ? -at - 1 : at;
        return at < sorted.length ? sorted[at] : Integer.MAX_VALUE;
    }

    /// `/blog/` of `/blog/a`; nothing of `/blog`, which may go on as `/blogs`.
    private static String firstSegment(String path) {
        int end = path.startsWith("/") ? path.indexOf('/', 1) : -1;
        return end < 0 ? "" : path.substring(0, end + 1);
    }

    private static Map<String, int[]> frozen(Map<String, List<Integer>> lists) {
        var frozen = new HashMap<String, int[]>();
        lists.forEach((key, list) -> frozen.put(key, frozen(list)));
        return frozen;
    }

    private static int[] frozen(List<Integer> list) {
        return list.stream().flatMapToInt(IntStream::of).toArray();
    }
}

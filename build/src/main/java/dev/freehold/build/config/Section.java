package dev.freehold.build.config;

import dev.freehold.model.FreeholdException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// One table of a TOML file while it is read. It learns its known keys from being asked, so that
/// [#close] can name the unknown ones. Used by one thread.
final class Section {
    private final TomlTable table;
    private final String place;
    private final List<String> problems;
    private final TreeSet<String> known = new TreeSet<>();

    /// @param place as in `[services.web]`, or empty for the top
    /// @param problems takes what is wrong, a sentence each
    Section(TomlTable table, String place, List<String> problems) {
        this.table = table;
        this.place = place;
        this.problems = problems;
    }

    Optional<String> text(String key) {
        return value(key, String.class, "a text in quotes");
    }

    Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    Optional<Integer> whole(String key) {
        return value(key, Long.class, "a whole number").flatMap(number -> small(key, number));
    }

    private Optional<Integer> small(String key, long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            problem(key, "must be between 0 and " + Integer.MAX_VALUE);
            return Optional.empty();
        }
        return Optional.of((int) number);
    }

    Optional<Double> number(String key) {
        return value(key, Number.class, "a number").map(Number::doubleValue);
    }

    /// A text that means something, `15m` for instance; its own error names the place.
    <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return text(key).flatMap(text -> attempt(key, () -> parse.apply(text)));
    }

    /// Does what may throw an error of ours, which becomes a problem of this key.
    <T> Optional<T> attempt(String key, java.util.function.Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (FreeholdException e) {
            problem(key, e.getMessage() + e.advice().map(advice -> " (" + advice + ")").orElse(""));
            return Optional.empty();
        }
    }

    Optional<Section> section(String key) {
        var inner = place.isEmpty() ? key : place + "." + key;
        return value(key, TomlTable.class, "a table, [" + inner + "]")
                .map(found -> new Section(found, inner, problems));
    }

    List<Section> sections(String key) {
        var sections = new ArrayList<Section>();
        var array = value(key, TomlArray.class, "a list of tables, [[" + key + "]]");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            if (array.get().get(i) instanceof TomlTable found) {
                sections.add(new Section(found, key, problems));
            } else {
                problem(key, "must be a list of tables, [[" + key + "]]");
            }
        }
        return sections;
    }

    boolean holdsTable(String key) {
        return table.get(List.of(key)) instanceof TomlTable;
    }

    /// All keys as they stand, for tables whose keys are names of the user's.
    List<String> names() {
        known.addAll(table.keySet());
        return List.copyOf(table.keySet());
    }

    void problem(String key, String what) {
        var position = table.inputPositionOf(List.of(key));
        problems.add(
                (position == null ? "" : "line " + position.line() + ": ")
                        + "\""
                        + key
                        + "\""
                        + where()
                        + " "
                        + what);
    }

    /// Complains about every key that nobody asked for, naming the nearest known one.
    void close() {
        for (var key : table.keySet()) {
            if (!known.contains(key)) {
                problem(key, "is unknown; " + suggestion(key));
            }
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        var value = table.get(List.of(key));
        if (value == null || type.isInstance(value)) {
            return Optional.ofNullable(type.cast(value));
        }
        problem(key, "must be " + expected);
        return Optional.empty();
    }

    private String where() {
        return place.isEmpty() ? "" : " in [" + place + "]";
    }

    private String suggestion(String key) {
        return known.stream()
                .min(Comparator.comparingInt(other -> distance(key, other)))
                .filter(nearest -> distance(key, nearest) <= Math.max(2, key.length() / 2))
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElse("known are " + String.join(", ", known));
    }

    /// Levenshtein's: how many letters to add, drop or change.
    private static int distance(String one, String other) {
        var costs = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            costs[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.min(change, 1 + Math.min(costs[j], costs[j - 1]));
            }
        }
        return costs[other.length()];
    }
}

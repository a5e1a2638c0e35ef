package dev.freehold.route;

import java.util.HashMap;
import java.util.Map;

/// What a rule's expressions caught: numbered groups of its source, and names from its source and its
/// conditions.
final class Captures {
    private final String[] groups;
    private final Map<String, String> names = new HashMap<>();

    Captures(String[] groups, Map<String, Integer> names) {
        this.groups = groups;
        names.forEach((name, group) -> this.names.put(name, groups[group]));
    }

    void add(String name, String value) {
        names.put(name, value);
    }

    /// By name, else by number; what caught nothing is empty. Of `1st`, group 1 and `st`.
    String value(String name) {
        var named = names.get(name);
        if (named != null) {
            return named;
        }
        int digits = 0;
        while (digits < name.length() && digits < 3 && Character.isDigit(name.charAt(digits))) {
            digits++;
        }
        return digits == 0 ? "" : group(name.substring(0, digits)) + name.substring(digits);
    }

    private String group(String number) {
        int index = Integer.parseInt(number);
        return index < groups.length ? groups[index] : "";
    }
}

package dev.freehold.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Several packages in one folder that name each other as dependencies: what npm, pnpm, Yarn and Bun call
/// a workspace.
///
/// @param members by folder, `apps/web`
public record Workspace(Map<String, Member> members) {
    /// Where the link lies, in a tree that is sent, that leads to the folder to be built.
    public static final String CHOSEN = ".freehold/root";

    /// The file in which pnpm keeps its patterns.
    public static final String PNPM = "pnpm-workspace.yaml";

    private static final Pattern ITEM =
            Pattern.compile("\\s*-\\s*([\"']?)([^\"'#]+?)\\1\\s*(?:#.*)?");

    /// @param dependencies names of packages of any kind
    public record Member(String name, Set<String> dependencies) {
        public Member {
            dependencies = Set.copyOf(dependencies);
        }
    }

    public Workspace {
        members = Map.copyOf(members);
    }

    /// Whether patterns such as `apps/*`, `packages/**`, `!packages/old` name a folder; the last that
    /// matches decides.
    public static boolean names(List<String> patterns, String folder) {
        boolean named = false;
        for (var pattern : patterns) {
            boolean not = pattern.startsWith("!");
            if (regex(not ? pattern.substring(1) : pattern).matcher(folder).matches()) {
                named = !not;
            }
        }
        return named;
    }

    /// The list `packages` of a pnpm-workspace.yaml.
    public static List<String> patternsOf(String yaml) {
        var patterns = new ArrayList<String>();
        boolean inside = false;
        for (var line : yaml.lines().toList()) {
            var item = ITEM.matcher(line);
            if (inside && item.matches()) {
                patterns.add(item.group(2));
            } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                inside = line.matches("packages\\s*:\\s*(#.*)?");
            }
        }
        return patterns;
    }

    /// The folders that a member needs, those that others need first, itself last.
    public List<String> needed(String folder) {
        var ordered = new LinkedHashSet<String>();
        add(folder, new LinkedHashSet<>(), ordered);
        return List.copyOf(ordered);
    }

    /// What two that need each other would go round in is cut.
    private void add(String folder, Set<String> underWay, Set<String> ordered) {
        var member = Optional.ofNullable(members.get(folder));
        if (member.isEmpty() || !underWay.add(folder)) {
            return;
        }
        var byName = new TreeMap<String, String>();
        members.forEach((place, other) -> byName.put(other.name(), place));
        member.get().dependencies().stream()
                .sorted()
                .map(byName::get)
                .filter(java.util.Objects::nonNull)
                .forEach(place -> add(place, underWay, ordered));
        ordered.add(folder);
    }

    private static Pattern regex(String glob) {
        var plain = glob.replaceAll("^\\./", "").replaceAll("/+$", "");
        var regex = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (plain.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                regex.append(c == '*' ? "[^/]*" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}

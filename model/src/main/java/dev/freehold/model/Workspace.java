package dev.freehold.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several packages in one folder that name each other as dependencies: what npm, pnpm, Yarn and Bun call
/// a workspace.
///
/// @param members by folder, `apps/web`
public record Workspace(Map<String, Member> members) {
    /// Where the link lies, in a tree that is sent, that leads to the folder to be built.
    public static final String CHOSEN = ".freehold/root";

    /// The file in which pnpm keeps its patterns.
    public static final String PNPM = "pnpm-workspace.yaml";

    /// The members of a package.json whose keys name packages that it needs, to be built or to run.
    public static final List<String> NEEDS =
            List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

    /// Parts of a pattern that stand for something else.
    private static final Pattern TOKEN =
            Pattern.compile("\\*\\*/|/\\*\\*$|\\*\\*|\\*|\\?|\\{[^{}/]*,[^{}/]*\\}");

    /// @param dependencies names of packages of any kind
    /// @param scripts lines by name
    public record Member(String name, Set<String> dependencies, Map<String, String> scripts) {
        public Member {
            dependencies = Set.copyOf(dependencies);
            scripts = Map.copyOf(scripts);
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

    /// `**` stands for any folders or none, `{a,b}` for either: what npm, pnpm, Yarn and Bun have in common.
    private static Pattern regex(String glob) {
        var plain = glob.replaceAll("^\\./", "").replaceAll("/+$", "");
        var regex = new StringBuilder();
        var token = TOKEN.matcher(plain);
        int from = 0;
        while (token.find()) {
            regex.append(literally(plain.substring(from, token.start())));
            regex.append(meaning(token.group()));
            from = token.end();
        }
        return Pattern.compile(regex.append(literally(plain.substring(from))).toString());
    }

    private static String literally(String text) {
        return text.isEmpty() ? "" : Pattern.quote(text);
    }

    private static String meaning(String token) {
        return switch (token) {
            case "**/" -> "(?:.*/)?";
            case "/**" -> "(?:/.*)?";
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default ->
                    Stream.of(token.substring(1, token.length() - 1).split(",", -1))
                            .map(choice -> regex(choice).pattern())
                            .collect(Collectors.joining("|", "(?:", ")"));
        };
    }
}

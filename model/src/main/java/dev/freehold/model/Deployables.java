package dev.freehold.model;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/// Which members of a workspace have something to serve, told before anything is built: the same for the client,
/// which deploys them all, and for the build. A package that others need is a library, unless it starts a server or
/// says by a file of its own that it is deployed.
///
/// @param paths of all files, from the top
public record Deployables(Workspace workspace, SortedSet<String> paths) {
    /// What front ends depend on; a test of the build compares it with what that knows.
    public static final Set<String> FRONT_ENDS =
            Set.of(
                    "next",
                    "nuxt",
                    "@sveltejs/kit",
                    "@sveltejs/adapter-node",
                    "astro",
                    "@astrojs/node",
                    "@remix-run/serve",
                    "@react-router/serve",
                    "gatsby",
                    "@docusaurus/core",
                    "@11ty/eleventy",
                    "vitepress",
                    "hexo",
                    "react-scripts",
                    "@vue/cli-service",
                    "@angular/core",
                    "ember-cli",
                    "preact-cli",
                    "vite",
                    "parcel");

    private static final List<String> SAY_SO = List.of("freehold.toml", "Procfile", "vercel.json");
    private static final List<String> SERVED =
            List.of(
                    "index.html",
                    "public/index.html",
                    "server.js",
                    "server.mjs",
                    "server.cjs",
                    "server.ts");

    private static final Pattern FUNCTION = Pattern.compile(".*\\.[cm]?[jt]s");

    /// A start that only compiles again what a developer changes.
    private static final Pattern COMPILES =
            Pattern.compile("(npx )?(tsc|tsup|rollup|babel|swc|unbuild|tsdown)(\\s[^;&|]*)?");

    /// Folders, in their order.
    public List<String> folders() {
        return workspace.members().keySet().stream().filter(this::isDeployable).sorted().toList();
    }

    private boolean isDeployable(String folder) {
        var member = workspace.members().get(folder);
        return member != null
                && (hasOneOf(SAY_SO, folder)
                        || startsServer(member)
                        || (!isNeeded(folder, member) && isServed(folder, member)));
    }

    private boolean isServed(String folder, Workspace.Member member) {
        boolean frontEnd =
                member.scripts().containsKey("build")
                        && FRONT_ENDS.stream().anyMatch(member.dependencies()::contains);
        return frontEnd || hasOneOf(SERVED, folder) || hasFunctions(folder);
    }

    private boolean isNeeded(String folder, Workspace.Member member) {
        return workspace.members().entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(folder)
                                && other.getValue().dependencies().contains(member.name()));
    }

    private static boolean startsServer(Workspace.Member member) {
        var start = member.scripts().getOrDefault("start", "");
        return !start.isBlank() && !COMPILES.matcher(start).matches();
    }

    private boolean hasOneOf(List<String> files, String folder) {
        return files.stream().anyMatch(file -> paths.contains(folder + "/" + file));
    }

    /// "0" follows "/", so the range holds exactly what lies in the folder.
    private boolean hasFunctions(String folder) {
        return paths.subSet(folder + "/api/", folder + "/api0").stream()
                .anyMatch(path -> FUNCTION.matcher(path).matches());
    }
}

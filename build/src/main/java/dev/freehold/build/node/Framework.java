package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.sites.Site;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A framework whose build leaves files to be served.
///
/// @param packageName in the dependencies
/// @param outputs folders where it leaves them; `*` is any one name
/// @param pages whether it makes a single-page application
record Framework(String name, String packageName, List<String> outputs, Site.Pages pages) {
    /// The more special come first: most of these also depend on Vite.
    static final List<Framework> KNOWN =
            List.of(
                    many("Next.js", "next", "out"),
                    many("Nuxt", "nuxt", ".output/public"),
                    many("SvelteKit", "@sveltejs/kit", "build"),
                    many("Astro", "astro", "dist"),
                    many("Gatsby", "gatsby", "public"),
                    many("Docusaurus", "@docusaurus/core", "build"),
                    many("Eleventy", "@11ty/eleventy", "_site"),
                    many("VitePress", "vitepress", ".vitepress/dist", "docs/.vitepress/dist"),
                    many("Hexo", "hexo", "public"),
                    one("Create React App", "react-scripts", "build"),
                    one("Vue CLI", "@vue/cli-service", "dist"),
                    one("Angular", "@angular/core", "dist/*/browser", "dist/*"),
                    one("Ember", "ember-cli", "dist"),
                    one("Preact CLI", "preact-cli", "build"),
                    one("Vite", "vite", "dist"),
                    many("Parcel", "parcel", "dist"));

    /// A build script of which nothing more is known.
    static final Framework UNKNOWN =
            many("a build script", "", "dist", "build", "out", "public", "_site", "www");

    /// Start scripts that only show a front end to its developer.
    private static final Pattern DEVELOPER_ONLY =
            Pattern.compile(
                    "(npx )?(react-scripts|vite|vue-cli-service|ng|gatsby|docusaurus|(@11ty/)?eleventy|hexo|hugo|parcel|ember"
                            + "|preact|webpack|webpack-dev-server|vitepress|serve|http-server|live-server|astro|next dev"
                            + "|nuxt dev|nuxi dev|npm run (dev|serve|preview|watch)|yarn (dev|serve)|pnpm (dev|serve))\\b.*");

    /// The framework of a project that needs no server at run time.
    static Optional<Framework> find(Source source) {
        var dependencies =
                source.packageJson().map(PackageJson::dependencies).orElse(java.util.Set.of());
        return KNOWN.stream()
                .filter(framework -> dependencies.contains(framework.packageName))
                .findFirst()
                .filter(framework -> framework.leavesFiles(source))
                .filter(_ -> !startsServer(source));
    }

    static boolean startsServer(Source source) {
        return source.inPackageJson(json -> json.script("start"))
                .filter(line -> !DEVELOPER_ONLY.matcher(line).matches())
                .filter(line -> !line.matches("(next|nuxt|nuxi) (start|preview)\\b.*"))
                .isPresent();
    }

    /// Some build a server unless they are told otherwise.
    private boolean leavesFiles(Source source) {
        return switch (packageName) {
            case "next" -> exports(source);
            case "nuxt" ->
                    source.inPackageJson(json -> json.script("build"))
                            .filter(line -> line.contains("generate"))
                            .isPresent();
            case "@sveltejs/kit" -> uses(source, "@sveltejs/adapter-static");
            case "astro" -> !uses(source, "@astrojs/node");
            default -> true;
        };
    }

    private static boolean exports(Source source) {
        return source.firstOf(
                        List.of(
                                "next.config.js",
                                "next.config.mjs",
                                "next.config.ts",
                                "next.config.cjs"))
                .flatMap(source::text)
                .filter(text -> text.matches("(?s).*output\\s*:\\s*[\"']export[\"'].*"))
                .isPresent();
    }

    private static boolean uses(Source source, String dependency) {
        return source.packageJson()
                .filter(json -> json.dependencies().contains(dependency))
                .isPresent();
    }

    private static Framework many(String name, String packageName, String... outputs) {
        return new Framework(name, packageName, List.of(outputs), Site.Pages.MANY);
    }

    private static Framework one(String name, String packageName, String... outputs) {
        return new Framework(name, packageName, List.of(outputs), Site.Pages.ONE);
    }
}

package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.sites.Site;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program of this machine that makes a site, told by the configuration file that it reads.
///
/// @param configurations any of them says that a source is its
/// @param debian the package that brings it on Debian
record Generator(
        String name, List<String> configurations, Step step, String output, String debian) {
    private static final List<Generator> KNOWN =
            List.of(
                    new Generator(
                            "Hugo",
                            List.of(
                                    "hugo.toml",
                                    "hugo.yaml",
                                    "hugo.json",
                                    "config/_default/hugo.toml"),
                            Step.of("hugo", "--minify"),
                            "public",
                            "hugo"),
                    new Generator(
                            "MkDocs",
                            List.of("mkdocs.yml", "mkdocs.yaml"),
                            Step.of("mkdocs", "build"),
                            "site",
                            "mkdocs"),
                    new Generator(
                            "Jekyll",
                            List.of("_config.yml"),
                            // The machine's, whatever a Gemfile names for a developer.
                            Step.of("jekyll", "build")
                                    .with(Map.of("JEKYLL_NO_BUNDLER_REQUIRE", "true")),
                            "_site",
                            "jekyll"));

    static Optional<Generator> find(Source source) {
        return KNOWN.stream()
                .filter(known -> known.configured(source).isPresent())
                .findFirst()
                .or(() -> oldHugo(source));
    }

    /// Hugo's configuration before version 0.110, a name that others use as well.
    private static Optional<Generator> oldHugo(Source source) {
        return source.has("config.toml") && source.hasFolder("content")
                ? Optional.of(KNOWN.getFirst())
                : Optional.empty();
    }

    Framework framework() {
        return new Framework(name, "", List.of(output), Site.Pages.MANY);
    }

    String reason(Source source) {
        return "there is a " + configured(source).orElse("config.toml") + ": " + name;
    }

    FreeholdException missing(FreeholdException cause) {
        return new FreeholdException(
                ErrorCode.MISSING_TOOL,
                name + " is not installed on this machine",
                "install it (Debian: apt-get install " + debian + "), then deploy again",
                cause);
    }

    private Optional<String> configured(Source source) {
        return source.firstOf(configurations);
    }
}

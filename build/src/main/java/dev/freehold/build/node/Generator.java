package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.sites.Site;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program of this machine that makes a site, told by the configuration file that it reads.
///
/// @param configurations any of them says that a source is its
/// @param usual how it is run
/// @param debian the package that brings it on Debian
record Generator(
        String name, List<String> configurations, Step usual, String output, String debian) {
    private static final String OLD_HUGO = "config.toml";

    /// What `hugo new site` and its guides write for a host that is still to be named. Pages with such links
    /// would look for their styles there.
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?mi)^[\\s{]*\"?baseURL\"?\\s*[=:]\\s*[\"']?https?://(www\\.)?example\\.(org|com)/?[\"']?\\s*[,}]?\\s*$");

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
        return source.has(OLD_HUGO) && source.hasFolder("content")
                ? Optional.of(KNOWN.getFirst())
                : Optional.empty();
    }

    Framework framework() {
        return new Framework(name, "", List.of(output), Site.Pages.MANY);
    }

    Step step(Source source) {
        return linksToExample(source) ? Step.of("hugo", "--minify", "--baseURL", "/") : usual;
    }

    String reason(Source source) {
        var reason = "there is a " + configured(source).orElse(OLD_HUGO) + ": " + name;
        return linksToExample(source)
                ? reason + "; its baseURL is only an example, so links are made without a host"
                : reason;
    }

    private boolean linksToExample(Source source) {
        return equals(KNOWN.getFirst())
                && source.text(configured(source).orElse(OLD_HUGO))
                        .filter(text -> EXAMPLE.matcher(text).find())
                        .isPresent();
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

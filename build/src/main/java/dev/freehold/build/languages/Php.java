package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Source;
import java.util.Optional;

/// PHP projects with a `composer.json`, also where the user's own commands start them.
public record Php(Programs programs) implements Language {
    static final String COMPOSER = "composer.json";

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return source.has(COMPOSER)
                ? Optional.of(new PhpProject(source, programs))
                : Optional.empty();
    }
}

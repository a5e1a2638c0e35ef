package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Source;
import java.util.Optional;

/// Ruby projects with a `Gemfile`, also where the user's own commands start them.
public record Ruby(Programs programs) implements Language {
    static final String GEMFILE = "Gemfile";

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return source.has(GEMFILE)
                ? Optional.of(new RubyProject(source, programs))
                : Optional.empty();
    }
}

package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import java.util.List;
import java.util.stream.Stream;

/// The user's `[build]` lines: `install` goes before what is known of a language, `command` replaces it.
final class OwnBuildLines {
    private OwnBuildLines() {}

    static List<Step> or(Source source, List<Step> known) {
        var own = source.configuration().build();
        var install = own.install().map(Step::line).stream();
        var build = own.command().map(line -> List.of(Step.line(line))).orElse(known);
        return Stream.concat(install, build.stream()).toList();
    }
}

package dev.freehold.build.languages;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.util.Collection;

/// What is said where a source has several programs, none of which is the one to serve by its name.
final class Choices {
    private Choices() {}

    static FreeholdException several(String what, Collection<String> names, String folder) {
        return Invalid.because(
                "there are several " + what + ": " + String.join(", ", names),
                "say in freehold.toml which one is served: [services.web] command = \""
                        + folder
                        + names.iterator().next()
                        + "\"");
    }
}

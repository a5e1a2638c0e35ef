package dev.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/settings.md names every variable that the code reads or sets, and no other.
class SettingsPageTest {
    /// `FREEHOLD_LATE_` is how the sandbox hands a variable on to the process in it.
    private static final Pattern VARIABLE = Pattern.compile("FREEHOLD_(?!LATE_)[A-Z_]*[A-Z]");

    private final Repository repository = Repository.here();

    @Test
    void every_variable_is_on_the_page_and_the_page_invents_none() {
        var used = new TreeSet<String>();
        repository.mainSources().forEach(source -> used.addAll(variables(source.text())));
        used.addAll(variables(repository.text("freehold")));
        used.addAll(variables(repository.text("bin/find-java")));

        assertThat(variables(repository.text("docs/settings.md"))).isEqualTo(used);
    }

    private static Set<String> variables(String text) {
        var found = new TreeSet<String>();
        VARIABLE.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }
}

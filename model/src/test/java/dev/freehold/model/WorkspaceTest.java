package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Workspace.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceTest {
    @Test
    void patterns_name_folders_and_the_last_that_matches_decides() {
        var patterns = List.of("apps/*", "./packages/**", "!packages/old", "docs/");

        assertThat(List.of("apps/web", "packages/a/b", "docs"))
                .allMatch(folder -> Workspace.names(patterns, folder));
        assertThat(List.of("apps", "apps/web/src", "packages/old", "tools/x", ""))
                .noneMatch(folder -> Workspace.names(patterns, folder));
    }

    @ParameterizedTest(name = "{0} names {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "apps/**/web | apps/web",
                "apps/**/web | apps/a/b/web",
                "packages/** | packages",
                "** | apps/web",
                "**/web | web",
                "{apps,packages}/* | packages/ui",
                "apps/{web,*-site} | apps/my-site",
                "app? | apps",
                "a.b/*+c | a.b/x+c"
            })
    void two_stars_are_any_folders_or_none_and_braces_either(String pattern, String folder) {
        assertThat(Workspace.names(List.of(pattern), folder)).isTrue();
    }

    @ParameterizedTest(name = "{0} does not name {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "apps/**/web | apps/cobweb",
                "apps/**/web | appsweb",
                "packages/** | packages-old",
                "{apps,packages}/* | docs/ui",
                "a.b/* | axb/c",
                "app? | app/"
            })
    void a_pattern_names_whole_folders(String pattern, String folder) {
        assertThat(Workspace.names(List.of(pattern), folder)).isFalse();
    }

    @Test
    void what_a_member_needs_comes_before_it_also_in_a_circle() {
        var workspace =
                new Workspace(
                        Map.of(
                                "apps/web", new Member("web", Set.of("ui", "left-pad"), Map.of()),
                                "packages/ui", new Member("ui", Set.of("tokens", "web"), Map.of()),
                                "packages/tokens", new Member("tokens", Set.of(), Map.of()),
                                "packages/other", new Member("other", Set.of(), Map.of())));

        assertThat(workspace.needed("apps/web"))
                .containsExactly("packages/tokens", "packages/ui", "apps/web");
        assertThat(workspace.needed("nowhere")).isEmpty();
    }
}

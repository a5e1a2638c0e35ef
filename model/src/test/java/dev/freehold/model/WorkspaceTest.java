package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Workspace.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    @Test
    void patterns_name_folders_and_the_last_that_matches_decides() {
        var patterns = List.of("apps/*", "./packages/**", "!packages/old", "docs/");

        assertThat(List.of("apps/web", "packages/a/b", "docs"))
                .allMatch(folder -> Workspace.names(patterns, folder));
        assertThat(List.of("apps", "apps/web/src", "packages/old", "tools/x", ""))
                .noneMatch(folder -> Workspace.names(patterns, folder));
    }

    @Test
    void reads_what_pnpm_calls_packages() {
        var yaml =
                """
                catalog:
                  - no
                # which
                packages:
                  - "apps/*"   # all
                  - packages/**

                  - '!old'
                onlyBuiltDependencies:
                  - esbuild
                """;

        assertThat(Workspace.patternsOf(yaml)).containsExactly("apps/*", "packages/**", "!old");
    }

    @Test
    void what_a_member_needs_comes_before_it_also_in_a_circle() {
        var workspace =
                new Workspace(
                        Map.of(
                                "apps/web", new Member("web", Set.of("ui", "left-pad")),
                                "packages/ui", new Member("ui", Set.of("tokens", "web")),
                                "packages/tokens", new Member("tokens", Set.of()),
                                "packages/other", new Member("other", Set.of())));

        assertThat(workspace.needed("apps/web"))
                .containsExactly("packages/tokens", "packages/ui", "apps/web");
        assertThat(workspace.needed("nowhere")).isEmpty();
    }
}

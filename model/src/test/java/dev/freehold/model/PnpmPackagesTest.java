package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PnpmPackagesTest {
    @Test
    void reads_a_line_for_each() {
        var yaml =
                """
                catalog:
                  - no
                # which
                packages:  # these
                  - "apps/*"   # all
                  - packages/**

                  # - gone
                  - '!old'
                onlyBuiltDependencies:
                  - esbuild
                """;

        assertThat(PnpmPackages.in(yaml)).containsExactly("apps/*", "packages/**", "!old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packages: [\"apps/*\", 'packages/**']\ncatalog: [no]\n",
                "packages: [apps/*, packages/**]",
                "packages: [ apps/* , packages/** , ] # both",
                "\"packages\":\n  [\n    apps/*, # first, of two]\n    packages/**\n  ]\n",
                "nodeLinker: hoisted\n'packages' : [\"apps/*\",packages/**]\r\n",
                "packages:\n- apps/*\n- packages/**\ncatalog:\n  no: 1\n"
            })
    void reads_brackets_quotes_and_lists_that_are_not_indented(String yaml) {
        assertThat(PnpmPackages.in(yaml)).containsExactly("apps/*", "packages/**");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "packages:\n",
                "packages: []",
                "packagesOf: [a]",
                "catalog:\n  packages: [a]",
                "packages:\ncatalog:\n  - a"
            })
    void reads_nothing_where_no_package_is_named(String yaml) {
        assertThat(PnpmPackages.in(yaml)).isEmpty();
    }
}

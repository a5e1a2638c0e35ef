package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceDetectionTest extends PlannedBuilds {
    @Test
    void a_package_is_built_first_whichever_way_it_is_named() {
        var plan =
                planOfWeb(
                        "package.json",
                        "{}",
                        "pnpm-workspace.yaml",
                        "packages: [\"apps/**/web\", 'packages/*']",
                        "apps/web/package.json",
                        "{\"name\": \"web\", \"scripts\": {\"start\": \"./web\"}, \"optionalDependencies\": {\"ui\": \"*\"}}",
                        "packages/ui/package.json",
                        "{\"name\": \"ui\", \"scripts\": {\"build\": \"tsc\"}, \"peerDependencies\": {\"tokens\": \"*\"}}",
                        "packages/tokens/package.json",
                        "{\"name\": \"tokens\", \"scripts\": {\"build\": \"tsc\"}}");

        assertThat(plan.build())
                .endsWith("in packages/tokens: pnpm run build", "in packages/ui: pnpm run build");
    }

    @Test
    void turborepo_builds_where_the_workspace_brings_it() {
        var plan =
                planOfWeb(
                        turborepo(
                                "{\"build\": \"vite build\", \"start\": \"./web\"}",
                                "\"turbo\": \"2\""));

        assertThat(plan.reasons())
                .contains(
                        "turbo.json and turbo in package.json are there: Turborepo builds, by its tasks");
        assertThat(plan.build())
                .containsExactly(
                        "npm install --include=dev --no-audit --no-fund --include-workspace-root",
                        "at the top: node_modules/.bin/turbo run build --filter=@shop/web...");
    }

    @Test
    void turborepo_builds_what_a_line_of_ones_own_or_a_server_without_a_build_needs() {
        var own =
                planOfWeb(
                        and(
                                turborepo(
                                        "{\"build\": \"x\", \"start\": \"./web\"}",
                                        "\"turbo\": \"2\""),
                                "apps/web/freehold.toml",
                                "[build]\ncommand = \"make it\"\n"));
        var server = planOfWeb(turborepo("{\"start\": \"./web\"}", "\"turbo\": \"2\""));
        var before = "at the top: node_modules/.bin/turbo run build --filter=@shop/web^...";

        assertThat(own.build()).endsWith(before, "make it");
        assertThat(server.build()).endsWith(before);
    }

    @Test
    void without_turbo_packages_are_built_in_the_order_of_their_dependencies_and_that_is_said() {
        var plan = planOfWeb(turborepo("{\"start\": \"./web\"}", "\"typescript\": \"5\""));

        assertThat(plan.reasons())
                .contains(
                        "turbo.json is there, but package.json brings no turbo: packages are built in the order of"
                                + " their dependencies");
        assertThat(plan.build()).endsWith("in packages/ui: npm run build");
    }

    @Test
    void a_package_without_dependencies_is_built_with_the_tools_at_the_top() {
        var plan =
                planOfWeb(
                        "package.json",
                        "{\"workspaces\": [\"apps/*\"], \"devDependencies\": {\"typescript\": \"5\"}}",
                        "package-lock.json",
                        "{}",
                        "apps/web/package.json",
                        "{\"name\": \"web\", \"scripts\": {\"build\": \"tsc\", \"start\": \"./web\"}}");

        assertThat(plan.build())
                .containsExactly(
                        "npm ci --include=dev --no-audit --no-fund --include-workspace-root",
                        "npm run build");
    }

    @Test
    void the_file_at_the_top_names_the_folder_that_is_deployed() {
        var plan =
                plan(
                        "freehold.toml",
                        "[build]\nroot = \"apps/web\"\n",
                        "package.json",
                        "{\"workspaces\": [\"apps/*\"]}",
                        "apps/web/package.json",
                        "{\"name\": \"web\"}",
                        "apps/web/freehold.toml",
                        "[services.web]\ncommand = \"./serve\"\n");

        assertThat(plan.runs()).containsExactly("web: ./serve");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "root = 'apps/wbe' | the folder \"apps/wbe\" is deployed ([build] root), which is not there",
                "root = '../other' | \"../other\" is outside",
                "root = '/etc' | \"/etc\" is outside",
                "root = 'apps/web'; output = 'dist' | and more, which counts for nothing there",
                "root = 'apps' | apps/freehold.toml names a root"
            })
    void a_root_that_can_not_be_is_refused(String lines, String message) {
        assertThatThrownBy(() ->
                        plan(
                                "freehold.toml",
                                "[build]\n" + lines.replace("; ", "\n"),
                                "apps/freehold.toml",
                                "[build]\nroot = 'web'\n",
                                "apps/web/index.html",
                                "hello"))
                .hasMessageContaining(message);
    }

    private static String[] turborepo(String scripts, String devDependency) {
        return new String[] {
            "package.json",
            "{\"workspaces\": [\"apps/*\", \"packages/*\"], \"devDependencies\": {"
                    + devDependency
                    + "}}",
            "turbo.json",
            "{\"tasks\": { // in order\n \"build\": {\"dependsOn\": [\"^build\",]}, }}",
            "apps/web/package.json",
            "{\"name\": \"@shop/web\", \"scripts\": "
                    + scripts
                    + ", \"dependencies\": {\"ui\": \"*\"}}",
            "packages/ui/package.json",
            "{\"name\": \"ui\", \"scripts\": {\"build\": \"tsc\"}}"
        };
    }

    private static String[] and(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }

    private BuildPlan planOfWeb(String... pathsAndTexts) {
        var all = new ArrayList<>(List.of(".freehold/root", "→ ../apps/web"));
        all.addAll(List.of(pathsAndTexts));
        return plan(all.toArray(String[]::new));
    }
}

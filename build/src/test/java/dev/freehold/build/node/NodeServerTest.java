package dev.freehold.build.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.build.Commands;
import dev.freehold.build.PlannedBuilds;
import dev.freehold.output.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeServerTest extends PlannedBuilds {
    @Test
    void runs_a_start_script_and_says_why() {
        var plan =
                plan(
                        "package.json",
                        "{\"scripts\":{\"start\":\"node server.js\"},\"dependencies\":{\"express\":\"5\"}}",
                        "package-lock.json",
                        "{}");

        assertThat(plan.kind()).isEqualTo("node-server");
        assertThat(plan.reasons())
                .containsExactly(
                        "package.json has the \"start\" script \"node server.js\": a Node server",
                        "package-lock.json is there: dependencies come with npm");
        assertThat(plan.build()).containsExactly("npm ci --omit=dev --no-audit --no-fund");
        assertThat(plan.runs()).containsExactly("web: node server.js (Node 24.21.0)");
    }

    @Test
    void builds_with_everything_and_runs_with_what_is_needed() {
        var plan =
                plan(
                        "package.json",
                        "{\"scripts\":{\"start\":\"node dist/server.js\",\"build\":\"tsc\"},\"devDependencies\":{\"typescript\":\"5\"}}",
                        "pnpm-lock.yaml",
                        "");

        assertThat(plan.build())
                .containsExactly(
                        "pnpm install --prod=false --frozen-lockfile",
                        "pnpm run build",
                        "node dist/server.js, once");
    }

    @Test
    void starts_once_in_the_build_where_that_makes_later_starts_faster() {
        var once =
                "it starts once in the build, so that what Node compiles is kept for later starts";

        assertThat(plan("package.json", starting("node dist/server.js", "tsc")).reasons())
                .contains(once);
        assertThat(plan("server.ts", "serve()").reasons()).contains(once);
        assertThat(plan("server.ts", "serve()").build()).containsExactly("node server.ts, once");
        assertThat(plan("package.json", starting("node server.js", "")).reasons())
                .doesNotContain(once);
        assertThat(plan("package.json", starting("next start", "next build")).reasons())
                .doesNotContain(once);
    }

    private static String starting(String line, String build) {
        return "{\"scripts\":{\"start\":\"%s\"%s}}"
                .formatted(line, build.isEmpty() ? "" : ",\"build\":\"" + build + "\"");
    }

    @Test
    void a_plain_node_line_needs_no_shell() {
        assertThat(Commands.of("node --max-old-space-size=256 src/server.js"))
                .isEqualTo(
                        new Command.Arguments(
                                List.of("node", "--max-old-space-size=256", "src/server.js")));
        assertThat(Commands.of("node server.js && echo \"done\"")).isInstanceOf(Command.Line.class);
    }
}

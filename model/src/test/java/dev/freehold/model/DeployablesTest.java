package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Workspace.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeployablesTest {
    private final Map<String, Member> members = new TreeMap<>();
    private final Set<String> paths = new TreeSet<>();

    @Test
    void a_server_a_front_end_a_site_and_functions_are_deployed() {
        member("apps/api", Map.of("start", "node server.js"));
        member("apps/shop", Map.of("build", "vite build"), "vite");
        member("apps/docs", Map.of());
        member("apps/hooks", Map.of());
        paths.addAll(List.of("apps/docs/index.html", "apps/hooks/api/hello.ts"));

        assertThat(folders()).containsExactly("apps/api", "apps/docs", "apps/hooks", "apps/shop");
    }

    @Test
    void a_library_is_not_deployed_however_it_is_built() {
        member("apps/shop", Map.of("build", "vite build"), "vite", "ui", "schema");
        member("packages/ui", Map.of("build", "vite build", "dev", "vite"), "vite");
        member("packages/schema", Map.of("build", "tsc", "start", "tsc --watch"));
        member("packages/lint", Map.of("build", "node build.js"));
        paths.addAll(List.of("packages/ui/index.html", "packages/lint/index.js"));

        assertThat(folders()).containsExactly("apps/shop");
    }

    @Test
    void what_others_need_is_deployed_where_it_is_a_server_or_says_so() {
        member("apps/web", Map.of("start", "node web.js"), "api", "static");
        member("apps/api", Map.of("start", "node api.js"));
        member("apps/static", Map.of("build", "node build.js"));
        paths.add("apps/static/freehold.toml");

        assertThat(folders()).containsExactly("apps/api", "apps/static", "apps/web");
    }

    private void member(String folder, Map<String, String> scripts, String... dependencies) {
        var name = folder.substring(folder.indexOf('/') + 1);
        members.put(folder, new Member(name, Set.of(dependencies), scripts));
        paths.add(folder + "/package.json");
    }

    private List<String> folders() {
        return new Deployables(new Workspace(members), new TreeSet<>(paths)).folders();
    }
}

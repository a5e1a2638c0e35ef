package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.functions.ApiFunctions;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest extends PlannedBuilds {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Dockerfile", "requirements.txt", "Gemfile", "composer.json"})
    void names_what_it_can_not_build_yet_and_the_way_out(String file) {
        assertThatThrownBy(() -> plan(file, "x", "main.x", "x"))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("found " + file)
                .satisfies(e -> {
                    var error = (FreeholdException) e;
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(error.advice().orElse("")).contains("[services.web] command");
                });
    }

    @Test
    void a_container_image_is_said_to_need_docker() {
        assertThatThrownBy(() -> plan("Dockerfile", "FROM scratch"))
                .hasMessageContaining("needs Docker");
    }

    @ParameterizedTest(name = "{0}: {1} runs {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "main.ts | Deno.serve(() => new Response('x')); | deno-server | deno run -A main.ts (Deno 2.9.6)",
                "index.ts | Bun.serve({ fetch: () => 1 }); | bun-server | bun index.ts (Bun 1.4.5)",
                "server.js | app.listen(3000); module.exports = app; | node-server | node server.js (Node 24.21.0)",
                "server.js | // app.listen(3000) | node-server | node server.js (Node 24.21.0)",
                "server.mjs | export default (q, r) => r.end(); | node-server | Freehold's launcher with server.mjs (Node 24.21.0)",
                "index.ts | export default { fetch: () => 1 }; | node-server | Freehold's launcher with index.ts (Node 24.21.0)"
            })
    void a_lone_file_is_run_by_what_it_is_written_for(
            String file, String text, String kind, String web) {
        var plan = plan(file, text);

        assertThat(plan.kind()).isEqualTo(kind);
        assertThat(plan.runs()).containsExactly("web: " + web);
    }

    @Test
    void a_start_task_of_denos_is_started_and_its_build_task_built() {
        var plan =
                plan(
                        "deno.jsonc",
                        "{ // tasks\n \"tasks\": {\"build\": \"x\", \"start\": {\"command\": \"y\"},} }",
                        "package.json",
                        "{}");

        assertThat(plan.build()).containsExactly("deno install", "deno task build");
        assertThat(plan.runs()).containsExactly("web: deno task start (Deno 2.9.6)");
    }

    @Test
    void the_sources_of_a_library_are_no_server() {
        assertThatThrownBy(() ->
                        plan(
                                "package.json",
                                "{}",
                                "src/index.js",
                                "export default function x() {}"))
                .hasMessageContaining("no \"start\"");
    }

    @ParameterizedTest(name = "{0} is made by {1}")
    @CsvSource({
        "hugo.toml, hugo --minify",
        "mkdocs.yml, mkdocs build",
        "_config.yml, jekyll build"
    })
    void sites_are_made_by_the_generator_that_they_configure(String file, String command) {
        assertThat(plan(file, "", "content/index.md", "x").build()).containsExactly(command);
    }

    @Test
    void the_chosen_folder_of_a_workspace_is_built_after_what_it_needs() {
        var plan =
                plan(
                        ".freehold/root",
                        "→ ../apps/web",
                        "package.json",
                        "{\"workspaces\": [\"apps/*\", \"packages/*\"]}",
                        "package-lock.json",
                        "{}",
                        "packages/ui/package.json",
                        "{\"name\": \"@x/ui\", \"scripts\": {\"build\": \"tsc\"}}",
                        "packages/other/package.json",
                        "{\"name\": \"@x/other\", \"scripts\": {\"build\": \"tsc\"}}",
                        "apps/web/package.json",
                        "{\"scripts\": {\"build\": \"vite build\"}, \"dependencies\": {\"@x/ui\": \"*\", \"vite\": \"7\"}}");

        assertThat(plan.kind()).isEqualTo("front-end");
        assertThat(plan.reasons())
                .contains(
                        "apps/web is built, with what it needs of its workspace",
                        "package-lock.json is there: dependencies come with npm");
        assertThat(plan.build())
                .containsExactly(
                        "npm ci --include=dev --no-audit --no-fund --include-workspace-root",
                        "in packages/ui: npm run build",
                        "npm run build");
    }

    @Test
    void a_server_of_a_workspace_is_started_in_its_folder() {
        var output =
                build(
                        ".freehold/root",
                        "→ ../apps/api",
                        "package.json",
                        "{\"workspaces\": [\"apps/*\"]}",
                        "apps/api/package.json",
                        "{\"scripts\": {\"start\": \"./serve\"}}",
                        "apps/api/freehold.toml",
                        "[services.web]\nhealth = \"/up\"\ncommand = \"./serve it\"\n",
                        "apps/api/Procfile",
                        "worker: ./work\n");

        var web = output.services().get(ServiceName.WEB);
        assertThat(web.healthPath()).contains("/up");
        assertThat(web.command().arguments())
                .containsExactly("/usr/bin/env", "--chdir=apps/api", "/bin/sh", "-c", "./serve it");
    }

    @Test
    void a_command_of_ones_own_goes_before_everything_that_could_be_detected() {
        var plan =
                plan("Dockerfile", "x", "freehold.toml", "[services.web]\ncommand = \"./serve\"\n");

        assertThat(plan.kind()).isEqualTo("commands");
        assertThat(plan.runs()).containsExactly("web: ./serve");
    }

    @Test
    void sources_of_a_package_without_a_start_are_not_served_to_the_world() {
        assertThatThrownBy(() -> plan("package.json", "{\"name\": \"x\"}", "lib.js", "x"))
                .hasMessageContaining("no \"start\"");
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vite | vite build | | front-end",
                "react-scripts | react-scripts build | react-scripts start | front-end",
                "@angular/core | ng build | ng serve | front-end",
                "astro | astro build | astro dev | front-end",
                "gatsby | gatsby build | gatsby develop | front-end",
                "@docusaurus/core | docusaurus build | docusaurus start | front-end",
                "nuxt | nuxt generate | | front-end",
                "nuxt | nuxt build | | node-server",
                "next | next build | next start | node-server",
                "@sveltejs/adapter-node | vite build | | node-server",
                "vite | vite build | node server.js | node-server",
                "typescript | tsc | node dist/index.js | node-server",
                "@11ty/eleventy | npx @11ty/eleventy | npx @11ty/eleventy --serve | front-end",
                "hono | tsc | NODE_ENV=production bun src/index.tsx | bun-server",
                "hono | tsc | cross-env PORT=80 NODE_ENV=production bun run x.ts | bun-server",
                "webpack | webpack | | front-end"
            })
    void tells_front_ends_from_servers(String dependency, String build, String start, String kind) {
        var scripts =
                "\"build\": \""
                        + build
                        + "\""
                        + (start == null ? "" : ", \"start\": \"" + start + "\"");
        var plan =
                plan(
                        "package.json",
                        "{\"scripts\": {"
                                + scripts
                                + "}, \"dependencies\": {\""
                                + dependency
                                + "\": \"1\"}}",
                        "index.html",
                        "x");

        assertThat(plan.kind()).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{1} in {0} is built with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hugo.toml | baseURL = 'https://example.org/' | hugo --minify --baseURL /",
                "config/_default/hugo.toml | baseurl = \"http://example.com\" | hugo --minify --baseURL /",
                "hugo.yaml | baseURL: https://www.example.com/ | hugo --minify --baseURL /",
                "hugo.json | {\"baseURL\": \"https://example.org/\"} | hugo --minify --baseURL /",
                "hugo.toml | baseURL = 'https://example.org.uk/' | hugo --minify",
                "hugo.toml | baseURL = 'https://ada.dev/' | hugo --minify"
            })
    void a_hugo_site_never_links_to_the_host_of_the_example(String file, String text, String step) {
        assertThat(plan(file, text, "content/a.md", "x").build()).containsExactly(step);
    }

    @Test
    void next_is_files_only_where_it_exports() {
        var json =
                "{\"scripts\": {\"build\": \"next build\", \"start\": \"next start\"}, \"dependencies\": {\"next\": \"15\"}}";

        assertThat(
                        plan(
                                        "package.json",
                                        json,
                                        "next.config.mjs",
                                        "export default { output: 'export' }")
                                .kind())
                .isEqualTo("front-end");
        assertThat(plan("package.json", json, "next.config.mjs", "export default {}").kind())
                .isEqualTo("node-server");
    }

    @Test
    void settings_of_the_user_lie_over_what_was_detected() {
        var output =
                builds.build(
                        Sources.request(
                                Sources.tree(
                                        blobs,
                                        "Procfile",
                                        "web: ./serve\nworker: ./work\nrelease: ./migrate\n",
                                        "freehold.toml",
                                        """
                                        [services.web]
                                        memory = "64MB"
                                        health = "/up"
                                        instances = 3
                                        [[volumes]]
                                        name = "data"
                                        path = "/data"
                                        [env]
                                        MODE = "fast"
                                        """),
                                Map.of("VITE_KEY", new Secret("v"))),
                        line -> {});

        var web = output.services().get(ServiceName.WEB);
        assertThat(web.healthPath()).contains("/up");
        assertThat(web.limits().memory().toString()).isEqualTo("64 MB");
        assertThat(web.scaling().least()).isEqualTo(3);
        assertThat(web.scaling().most()).isEqualTo(3);
        assertThat(web.environment()).containsEntry("MODE", "fast");
        assertThat(web.runtime()).isEmpty();
        assertThat(output.volumes()).containsExactly(new Volume("data", "/data"));
        assertThat(output.services().get(new ServiceName("worker")).kind())
                .isEqualTo(Service.Kind.WORKER);
        assertThat(output.services().get(new ServiceName("release")).kind())
                .isEqualTo(Service.Kind.RELEASE);
        assertThat(output.bakedVariables()).isEmpty();
    }

    @Test
    void a_worker_stands_beside_files() {
        var output = build("index.html", "home", "Procfile", "worker: ./work\n");

        assertThat(output.files()).containsKey("/index.html");
        assertThat(output.services()).containsOnlyKeys(new ServiceName("worker"));
        assertThat(output.fallback()).isEmpty();
    }

    @Test
    void functions_with_places_in_their_names_get_routes_the_plainer_first() {
        var functions =
                ApiFunctions.of(
                        new Source(
                                Sources.tree(
                                        blobs,
                                        "api/[...all].js",
                                        "",
                                        "api/users/[id].js",
                                        "",
                                        "api/users/me.js",
                                        "",
                                        "api/_hidden.js",
                                        "",
                                        "api/types.d.ts",
                                        "",
                                        "api/index.ts",
                                        ""),
                                blobs));

        var routes = functions.withDynamicRoutes(dev.freehold.output.Routes.NONE);
        assertThat(functions.files())
                .containsOnlyKeys(
                        "/api/[...all]", "/api/users/[id]", "/api/users/me", "/api/index");
        assertThat(
                        routes.in(Phase.REWRITE).stream()
                                .map(route ->
                                        route.source() + " → " + route.destination().orElse("")))
                .containsExactly(
                        "/api/users/([^/]+)/? → /api/users/[id]?id=$1",
                        "/api/(.+)/? → /api/[...all]?all=$1");
    }

    @Test
    void a_thousand_pages_are_mapped_without_copying_any() {
        var texts = new String[2000];
        for (int i = 0; i < 1000; i++) {
            texts[2 * i] = "pages/page" + i + ".html";
            texts[2 * i + 1] = "page " + i;
        }

        var output = build(texts);

        assertThat(output.files()).hasSize(2000);
        assertThat(folder.resolve("builds")).doesNotExist();
    }

    private Output build(String... pathsAndTexts) {
        return builds.build(Sources.request(Sources.tree(blobs, pathsAndTexts)), line -> {});
    }
}

package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.cli.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployAllTest {
    @TempDir Path temporary;
    private Path top;
    private StandIn platform;
    private Line line;

    @BeforeEach
    void aWorkspaceOfTwoAppsAndALibrary() throws IOException {
        top = temporary.resolve("shop");
        write("package.json", "{\"name\": \"shop\", \"workspaces\": [\"apps/*\", \"packages/*\"]}");
        write(
                "apps/web/package.json",
                "{\"name\": \"@shop/web\", \"scripts\": {\"start\": \"node web.js\"}, \"dependencies\": {\"ui\": \"*\"}}");
        write(
                "apps/admin/package.json",
                "{\"name\": \"admin\", \"scripts\": {\"start\": \"node admin.js\"}}");
        write("apps/admin/admin.js", "admin");
        write("packages/ui/package.json", "{\"name\": \"ui\", \"scripts\": {\"build\": \"tsc\"}}");
        platform = StandIn.on(temporary.resolve("data"));
        line = new Line(top, temporary.resolve("data"));
        changed("web");
        unchanged("shop-admin");
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Test
    void what_has_changed_is_deployed_and_what_has_not_is_left_alone() {
        var printed = line.type("deploy", "--all", "--preview");

        assertThat(printed.status()).isZero();
        assertThat(platform.asked("POST /projects/shop-admin/deployments")).isEmpty();
        assertThat(platform.asked("POST /projects/web/deployments")).isNotEmpty();
        assertThat(printed.out())
                .containsPattern(
                        "apps/admin +shop-admin +unchanged +\\S+ s +http://shop-admin.localhost:8080\n")
                .containsPattern("apps/web +web +deployed +\\S+ s +http://site.localhost:8080\n");
        assertThat(printed.err())
                .contains("→ preview", "nothing to serve in packages/ui", "web → preview");
    }

    @Test
    void where_one_fails_the_others_go_on_and_its_status_is_the_commands() {
        platform.answers.remove("POST /projects/shop-admin/comparison");

        var printed = line.type("deploy", "--all", "--json");

        assertThat(printed.status()).isNotZero();
        var packages = Json.readObject(printed.out()).objects("packages");
        assertThat(packages)
                .extracting(one -> one.text("state"))
                .containsExactly("failed", "deployed");
        assertThat(packages.getFirst().findObject("error").orElseThrow().text("code"))
                .isEqualTo("not-found");
        assertThat(packages.getLast().findObject("deployment").orElseThrow().text("id"))
                .isEqualTo("3f9k2c");
    }

    @Test
    void a_folder_knows_its_project_by_its_link() {
        line.type("deploy", "apps/web", "--name", "storefront");
        changed("storefront");

        var printed = line.type("deploy", "--all");

        assertThat(printed.out()).containsPattern("apps/web +storefront +deployed");
    }

    @Test
    void two_packages_are_never_one_project() throws IOException {
        write(
                "apps/other/package.json",
                "{\"name\": \"@other/web\", \"scripts\": {\"start\": \"node web.js\"}}");

        var printed = line.type("deploy", "--all");

        assertThat(printed.err())
                .contains(
                        "apps/other and apps/web would both be the project \"web\"",
                        "freehold deploy apps/web --name web-2");
        assertThat(platform.asked("POST")).isEmpty();
    }

    @Test
    void elsewhere_than_at_the_top_the_way_to_it_is_said() {
        assertThat(line.type("deploy", "apps/web", "--all").err())
                .contains("not the top of a workspace", "freehold deploy --all " + top);
        assertThat(line.type("deploy", "packages", "--all").err()).contains("\"workspaces\"");
        assertThat(line.type("deploy", "--all", "--name", "x").err()).contains("--name is for one");
    }

    private void changed(String project) {
        platform.answers.put("POST /projects/" + project + "/comparison", "{'unchanged':false}");
    }

    private void unchanged(String project) {
        platform.answers.put(
                "POST /projects/" + project + "/comparison",
                "{'unchanged':true,'deployment':{'id':'aaaaaa','url':'http://"
                        + project
                        + ".localhost:8080'}}");
    }

    private void write(String path, String text) throws IOException {
        var file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

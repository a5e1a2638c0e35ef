package dev.freehold.build.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.build.PlannedBuilds;
import dev.freehold.build.Sources;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Output;
import dev.freehold.output.Tree;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlainFilesTest extends PlannedBuilds {
    @Test
    void serves_pages_with_and_without_their_extension() {
        var output = build("index.html", "home", "about.html", "about", "shop/index.html", "shop");

        assertThat(output.files())
                .containsOnlyKeys("/index.html", "/about", "/about.html", "/shop/index.html");
        assertThat(output.files().get("/about").contentType()).contains("text/html; charset=utf-8");
    }

    @Test
    void a_file_of_that_name_wins_over_a_clean_path() {
        var output = build("index.html", "home", "about", "a file", "about.html", "a page");

        assertThat(output.files().get("/about").digest())
                .isNotEqualTo(output.files().get("/about.html").digest());
    }

    @Test
    void hides_dot_files_and_configuration_but_not_well_known_ones() {
        var output =
                build(
                        "index.html", "home",
                        ".env", "SECRET=1",
                        "sub/.git/config", "x",
                        ".well-known/security.txt", "mail us",
                        ".well-known/.hidden", "x",
                        "Procfile", "",
                        "freehold.toml", "");

        assertThat(output.files().keySet().stream().filter(path -> path.contains(".")))
                .containsExactlyInAnyOrder("/index.html", "/.well-known/security.txt");
    }

    @Test
    void refuses_a_project_without_files() {
        assertThatThrownBy(() -> builds.plan(Sources.request(new Tree(new TreeMap<>()))))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("no file");
    }

    @Test
    void serves_the_public_folder_where_only_it_has_a_home_page() {
        var output = build("public/index.html", "home", "README.md", "notes");

        assertThat(output.files()).containsOnlyKeys("/index.html");
    }

    private Output build(String... pathsAndTexts) {
        return builds.build(Sources.request(Sources.tree(blobs, pathsAndTexts)), line -> {});
    }
}

package dev.freehold.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenRootTest {
    @TempDir Path top;

    @BeforeEach
    void aWorkspace() throws IOException {
        Files.writeString(top.resolve("package.json"), "{\"workspaces\": [\"apps/*\"]}");
        Files.createDirectories(top.resolve("apps/web"));
        Files.createDirectories(top.resolve("docs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[build]\nroot = \"apps/web\"\n",
                "# the shop\n\n[ build ]  # of it\n  root='./apps/web/' # this one\n"
            })
    void the_package_that_the_file_names_is_meant(String toml) throws IOException {
        assertThat(meant(toml)).isEqualTo(top.resolve("apps/web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[build]\nroot = \"apps/gone\"\n",
                "[build]\nroot = \"docs\"\n",
                "[build]\nroot = \"apps/../apps/web\"\n",
                "[build]\nroot = \"../elsewhere\"\n",
                "[build]\nroot = \"apps/web\"\noutput = \"dist\"\n",
                "[env]\nroot = \"apps/web\"\n"
            })
    void all_else_is_for_the_platform_to_judge(String toml) throws IOException {
        assertThat(meant(toml)).isEqualTo(top);
    }

    @Test
    void without_a_file_the_folder_itself_is_meant() {
        assertThat(ChosenRoot.in(top)).isEqualTo(top);
    }

    private Path meant(String toml) throws IOException {
        Files.writeString(top.resolve("freehold.toml"), toml);
        return ChosenRoot.in(top);
    }
}

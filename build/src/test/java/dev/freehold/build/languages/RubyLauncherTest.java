package dev.freehold.build.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher under the Ruby of this machine.
class RubyLauncherTest {
    @TempDir Path app;

    @Test
    void where_the_app_brings_no_server_it_says_which_gem_to_add() throws Exception {
        Files.write(app.resolve("serve.rb"), new Launcher("serve.rb").content());
        Files.writeString(
                app.resolve("Gemfile"), "source 'https://rubygems.org'\ngem 'rack', '< 3'\n");
        Files.writeString(app.resolve("config.ru"), "run ->(request) { [200, {}, [\"hello\"]] }\n");
        var said = app.resolve("said");

        var launcher =
                new ProcessBuilder("/usr/bin/ruby", "serve.rb")
                        .directory(app.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();

        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(said).content().endsWith("add gem \"puma\" to the Gemfile\n");
    }
}

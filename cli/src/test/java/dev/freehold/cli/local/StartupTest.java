package dev.freehold.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a program that stands where the platform's is: it announces itself, or dies.
class StartupTest {
    private static final String PROGRAM =
            """
            package dev.freehold.server;
            import java.nio.file.*;
            public class Main {
                public static void main(String[] words) throws Exception {
                    var data = Path.of(words[2]);
                    if (words.length > 3) {
                        System.out.println("the port " + words[4] + " is taken");
                        System.exit(9);
                    }
                    Files.writeString(data.resolve("draft"), "{\\"pid\\":" + ProcessHandle.current().pid()
                        + ",\\"apiUrl\\":\\"http://127.0.0.1:7070\\",\\"edgeUrl\\":\\"http://localhost:8080\\"}");
                    Files.move(data.resolve("draft"), data.resolve("platform.json"), StandardCopyOption.ATOMIC_MOVE);
                    new java.util.concurrent.CountDownLatch(1).await();
                }
            }
            """;

    @TempDir Path temporary;
    private DataFolder data;

    @BeforeEach
    void aProductWithAProgram() throws IOException {
        var source = Files.createDirectories(temporary.resolve("source")).resolve("Main.java");
        Files.writeString(source, PROGRAM);
        var classes = temporary.resolve("classes");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), source.toString());
        Files.writeString(temporary.resolve("server.args"), "-cp \"" + classes + "\"\n");
        System.setProperty("freehold.product", temporary.toString());
        data = new DataFolder(temporary.resolve("data"));
    }

    @AfterEach
    void end() {
        System.clearProperty("freehold.product");
        if (!Files.isDirectory(data.path())) {
            return;
        }
        data.findRunning()
                .flatMap(running -> ProcessHandle.of(running.pid()))
                .ifPresent(StartupTest::kill);
    }

    @Test
    void waits_until_the_platform_says_that_it_is_ready() {
        var platform = start();

        assertThat(platform.apiUrl()).isEqualTo("http://127.0.0.1:7070");
        assertThat(data.findRunning()).contains(platform);
    }

    @Test
    void the_platform_has_a_session_of_its_own() throws Exception {
        var pid = start().pid();

        // /proc/PID/stat, after the name in brackets: state, parent, group, session (proc(5)).
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3])
                .isEqualTo(String.valueOf(pid));
    }

    @Test
    void of_two_that_start_it_at_once_one_does() throws Exception {
        try (var both = Executors.newFixedThreadPool(2)) {
            Callable<RunningPlatform> start = this::startInAProcess;
            var started = both.invokeAll(List.of(start, start));

            assertThat(started.get(0).get().pid()).isEqualTo(started.get(1).get().pid());
        }
    }

    @Test
    void an_announcement_of_one_that_died_is_no_platform() throws IOException {
        var first = start();
        kill(ProcessHandle.of(first.pid()).orElseThrow());

        assertThat(data.findRunning()).isEmpty();
        assertThat(start().pid()).isNotEqualTo(first.pid());
    }

    @Test
    void one_that_dies_is_told_with_its_last_words() {
        assertThatThrownBy(() -> new Startup(data, List.of("--edge-port", "80")).start())
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("the platform ended while starting")
                .hasMessageContaining("the port 80 is taken");
    }

    @Test
    void a_data_folder_that_is_none_is_told() throws IOException {
        Files.writeString(temporary.resolve("data"), "a file");

        assertThatThrownBy(this::start)
                .hasMessageContaining("the data folder \"" + data.path() + "\" can't be used");
    }

    private RunningPlatform start() {
        return new Startup(data, List.of()).start();
    }

    /// File locks are between processes: the other one must be one.
    private RunningPlatform startInAProcess() throws Exception {
        var up =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Dfreehold.product=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.freehold.cli.Main",
                                "up",
                                "--json",
                                "--data",
                                data.path().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var said = up.inputReader().readLine();
        assertThat(up.waitFor()).isZero();
        return RunningPlatform.of(dev.freehold.cli.api.Json.readObject(said));
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }
}

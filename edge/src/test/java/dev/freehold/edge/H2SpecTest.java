package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 as its specification wants it, asked by a program that others wrote.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class H2SpecTest {
    private static final String ALL = "146 tests, 146 passed, 0 skipped, 0 failed";
    @TempDir Path folder;
    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void all_cases_pass_before_files() throws Exception {
        edge.serve("localhost", Map.of("/index.html", "hello".repeat(200)));

        assertThat(H2Spec.run(folder, edge.port(), "-S")).contains(ALL);
    }

    @Test
    void all_cases_pass_by_tls() throws Exception {
        var tls = EdgeUnderTest.settings().with(TlsSettings.on(0));
        try (var secure = EdgeUnderTest.start(tls)) {
            secure.certificates().hold("localhost");
            secure.serve("localhost", Map.of("/index.html", "hello".repeat(200)));

            assertThat(H2Spec.run(folder, secure.tlsPort(), "-S", "-t", "-k")).contains(ALL);
        }
    }

    @Test
    void all_cases_pass_before_an_app() throws Exception {
        try (var app = App.echo()) {
            edge.serveService("localhost");
            edge.upstream(app.port());

            assertThat(H2Spec.run(folder, edge.port(), "-S")).contains(ALL);
        }
    }
}

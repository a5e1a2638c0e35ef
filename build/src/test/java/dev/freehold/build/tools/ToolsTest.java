package dev.freehold.build.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freehold.model.FreeholdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry of our own on this machine, spoken to without an npm client.
class ToolsTest {
    @TempDir Path folder;
    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startRegistry() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopRegistry() {
        server.stop(0);
    }

    @Test
    void installs_a_package_whole_with_its_command() throws Exception {
        publish("tool", "1.2.3", tarball("package/bin/tool.js", "hello"));

        var runtime =
                tools().manager(
                                "tool",
                                new Package("tool", "1.2.3"),
                                Map.of("tool", "bin/tool.js"));

        var command = folder.resolve("runtimes/tool-1.2.3/bin/tool");
        assertThat(runtime.folder()).isEqualTo("tool-1.2.3");
        assertThat(command).hasContent("hello").isExecutable();
    }

    @Test
    void fetches_once_for_many_who_ask_at_once() throws Exception {
        publish("tool", "1.2.3", tarball("package/bin/tool.js", "hello"));
        var tools = tools();

        try (var askers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                askers.submit(() -> tools.manager("tool", new Package("tool", "1.2.3"), Map.of()));
            }
        }

        assertThat(fetched).hasValue(1);
        assertThat(folder.resolve("runtimes/tool-1.2.3/lib/bin/tool.js")).exists();
    }

    @Test
    void brings_a_runtime_that_an_output_names_again() throws Exception {
        var deno = SingleProgram.DENO.at("9.9.9");
        publish(deno.name(), "9.9.9", tarball("package/deno", "runs"));

        tools().provide(new dev.freehold.output.Runtime("deno", "9.9.9"));

        assertThat(folder.resolve("runtimes/deno-9.9.9/bin/deno"))
                .hasContent("runs")
                .isExecutable();
    }

    @Test
    void installs_nothing_whose_bytes_are_not_as_pinned() throws Exception {
        publish("yarn", "1.22.22", tarball("package/bin/yarn.js", "something else"));

        assertThatThrownBy(() -> tools().manager("yarn", new Package("yarn", "1.22.22"), Map.of()))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("what came as yarn@1.22.22");

        assertThat(folder.resolve("runtimes/yarn-1.22.22")).doesNotExist();
        try (var left = Files.list(folder.resolve("runtimes"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void refuses_a_package_that_leaves_its_folder() throws Exception {
        publish("tool", "1.0.0", tarball("package/../../evil", "x"));

        assertThatThrownBy(() -> tools().manager("tool", new Package("tool", "1.0.0"), Map.of()))
                .hasMessageContaining("leaves its folder");
        assertThat(folder.resolve("runtimes/evil")).doesNotExist();
    }

    @Test
    void says_that_node_is_fetched_before_it_is() {
        var told = new java.util.ArrayList<String>();

        assertThatThrownBy(() -> tools().node(VersionRange.ANY, told::add))
                .isInstanceOf(dev.freehold.model.FreeholdException.class);

        assertThat(told).singleElement().asString().startsWith("fetching Node 24.");
    }

    @Test
    void says_what_to_do_where_the_registry_is_away() {
        server.stop(0);

        assertThatThrownBy(() -> tools().manager("tool", new Package("tool", "1.0.0"), Map.of()))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("can't install tool@1.0.0")
                .satisfies(e ->
                        assertThat(((FreeholdException) e).advice().orElse(""))
                                .contains("registry"));
    }

    @Test
    void knows_where_npm_is_told_to_look() throws IOException {
        Files.writeString(
                folder.resolve(".npmrc"), "audit = false\nregistry = http://127.0.0.1:1/npm\n");

        assertThat(Registries.address(Map.of("HOME", folder.toString())))
                .isEqualTo(URI.create("http://127.0.0.1:1/npm"));
        assertThat(Registries.address(Map.of("npm_config_registry", "http://127.0.0.1:2/")))
                .isEqualTo(URI.create("http://127.0.0.1:2/"));
    }

    private Tools tools() {
        var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/npm";
        return new Tools(folder.resolve("runtimes"), new HttpsRegistry(URI.create(address)));
    }

    private void publish(String name, String version, byte[] tarball) throws Exception {
        var integrity = Integrity.of(MessageDigest.getInstance("SHA-512").digest(tarball)).text();
        var document =
                "{\"versions\":{\""
                        + version
                        + "\":{\"dist\":{\"integrity\":\""
                        + integrity
                        + "\"}}}}";
        answer("/npm/" + name, document.getBytes(StandardCharsets.UTF_8), new AtomicInteger());
        answer("/npm/" + name + "/-/" + new Package(name, version).tarballName(), tarball, fetched);
    }

    private void answer(String path, byte[] body, AtomicInteger count) {
        server.createContext(
                path,
                exchange -> {
                    count.incrementAndGet();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    /// One file in a ustar archive (POSIX), gzipped.
    private static byte[] tarball(String name, String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        var header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", content.length));
        header[156] = '0';
        put(header, 257, "ustar");
        var archive = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(archive)) {
            gzip.write(header);
            gzip.write(Arrays.copyOf(content, 512));
            gzip.write(new byte[1024]);
        }
        return archive.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}

package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A machine that does not play along: ports, disk and database belong to others.
class BadGroundTest {
    private static final int UNAVAILABLE = 69;

    @ParameterizedTest
    @ValueSource(strings = {"--api-port", "--edge-port"})
    void a_port_that_is_taken_is_named_with_the_way_round_it(String option) throws IOException {
        var product = Product.on(Folders.fresh("freehold-e2e"), Map.of());
        var other = option.equals("--api-port") ? "--edge-port" : "--api-port";
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(holder.getLocalPort());

            var result = product.freehold("up", option, port, other, "0");

            assertThat(result.exit()).isEqualTo(UNAVAILABLE);
            assertThat(result.stderr()).contains(port, option).doesNotContain("\tat ");
            assertThat(product.data().resolve("platform.json")).doesNotExist();
        }
        product.start().close();
    }

    @Test
    void a_data_folder_that_is_read_only_is_named() throws Exception {
        var folder = Folders.fresh("freehold-e2e");
        mount(folder, "size=1m,ro");
        try {
            var result = Product.bare(folder).freehold("up", "--api-port", "0", "--edge-port", "0");

            assertThat(result.exit()).isEqualTo(UNAVAILABLE);
            assertThat(result.stderr())
                    .contains(folder.toString(), "make it writable", "--data or FREEHOLD_HOME")
                    .doesNotContain("\tat ");
        } finally {
            unmount(folder);
        }
    }

    @Test
    void a_full_disk_refuses_what_is_new_and_serves_what_is_there() throws Exception {
        var folder = Folders.fresh("freehold-e2e");
        mount(folder, "size=30m");
        var product = Product.on(folder, Map.of()).start();
        try {
            var url = product.deploy(Folders.app("small", Map.of("index.html", "still here")));
            var large = Folders.app("big", Map.of("index.html", "hello"));
            Files.write(large.resolve("film.bin"), new byte[40 << 20]);

            var result = product.deploying(large);

            assertThat(result.exit()).isEqualTo(UNAVAILABLE);
            assertThat(result.stderr())
                    .contains(
                            "the data folder can't be written", "No space left", "check its disk");
            assertThat(product.page(url)).isEqualTo("still here");
            Files.delete(large.resolve("film.bin"));
            assertThat(product.page(product.deploy(large))).isEqualTo("hello");
        } finally {
            product.freehold("down");
            unmount(folder);
        }
    }

    @Test
    void a_locked_database_is_told_and_nothing_is_lost_when_it_is_free_again() throws Exception {
        try (var product = Product.up()) {
            var folder = Folders.app("shop", Map.of("index.html", "one"));
            var url = product.deploy(folder);
            Folders.write(folder, Map.of("index.html", "two"));

            var locked = whileLocked(product, () -> product.deploying(folder));

            assertThat(locked.exit()).isEqualTo(UNAVAILABLE);
            assertThat(locked.stderr())
                    .contains("the database is locked by another program", "freehold.db");
            assertThat(product.page(url)).isEqualTo("one");
            assertThat(product.page(product.deploy(folder))).isEqualTo("two");
        }
    }

    private static Product.Result whileLocked(
            Product product, java.util.function.Supplier<Product.Result> work) throws SQLException {
        var database = "jdbc:sqlite:" + product.data().resolve("freehold.db");
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var result = work.get();
            statement.execute("ROLLBACK");
            return result;
        }
    }

    private static void mount(Path folder, String options) throws Exception {
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    }

    private static void unmount(Path folder) throws Exception {
        run("umount", "--lazy", folder.toString());
        Files.delete(folder);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0)
                .as(String.join(" ", command))
                .isTrue();
    }
}

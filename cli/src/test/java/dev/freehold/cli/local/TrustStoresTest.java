package dev.freehold.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoresTest {
    @TempDir private Path folder;
    private Path authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = folder.resolve("authority.pem");
        ran(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=Freehold on this machine",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                authority.toString());
    }

    @Test
    void of_the_system_get_a_file_that_everybody_may_read_and_are_told() throws Exception {
        var stores = stores(updating("echo told >> \"" + folder.resolve("told") + "\""));

        assertThat(stores.trust(authority)).hasSize(1);
        assertThat(stores.trust(authority)).hasSize(1);

        var file = folder.resolve("system/freehold.crt");
        assertThat(Files.readString(file)).isEqualTo(Files.readString(authority));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(stores.distrust()).hasSize(1);
        assertThat(stores.distrust()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve("told"))).hasSize(3);
    }

    @Test
    void of_the_system_that_fail_say_how() throws Exception {
        var stores = stores(updating("echo no space; exit 1"));

        assertThatThrownBy(() -> stores.trust(authority))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("no space");
    }

    @Test
    void of_browsers_trust_it_until_it_is_removed() throws Exception {
        var chromium = folder.resolve("home/.pki/nssdb");
        var firefox = folder.resolve("home/.mozilla/firefox/abc.default");
        for (var database : List.of(chromium, firefox)) {
            Files.createDirectories(database);
            ran("certutil", "-N", "-d", "sql:" + database, "--empty-password");
        }
        var stores = stores(Map.of("PATH", Path.of(which("certutil")).getParent().toString()));

        assertThat(browsersOf(stores.trust(authority)))
                .isEqualTo(List.of("browser: " + chromium, "browser: " + firefox));
        assertThat(ran("certutil", "-L", "-d", "sql:" + firefox))
                .containsPattern("Freehold on this machine +C,,");

        assertThat(browsersOf(stores.distrust())).hasSize(2);
        assertThat(ran("certutil", "-L", "-d", "sql:" + chromium)).doesNotContain("Freehold");
    }

    @Test
    void that_are_not_here_are_none() {
        assertThat(stores(Map.of("PATH", folder.toString())).trust(authority)).isEmpty();
        assertThat(stores(Map.of()).distrust()).isEmpty();
    }

    private static List<String> browsersOf(List<String> places) {
        return places.stream().filter(place -> place.startsWith("browser")).toList();
    }

    private TrustStores stores(Map<String, String> environment) {
        return new TrustStores(folder.resolve("system"), folder.resolve("home"), environment);
    }

    /// A PATH with nothing but a program in place of the system's, which would change this machine.
    private Map<String, String> updating(String script) throws Exception {
        var program =
                Files.createDirectories(folder.resolve("bin")).resolve("update-ca-certificates");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", folder.resolve("bin").toString());
    }

    private static String which(String program) {
        return Programs.find(program, System.getenv()).orElseThrow();
    }

    private static String ran(String... line) throws Exception {
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

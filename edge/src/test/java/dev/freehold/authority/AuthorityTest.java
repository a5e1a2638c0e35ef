package dev.freehold.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.NamePattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    @TempDir private Path folder;

    @Test
    void signs_what_openssl_believes_for_the_names() throws Exception {
        var authority = Authority.make("localhost", Instant.now());
        var certificate =
                authority.certify(
                        Set.of(new NamePattern("shop.localhost")),
                        Instant.now(),
                        Duration.ofDays(90));
        Files.writeString(folder.resolve("authority.pem"), authority.certificate());
        Files.writeString(folder.resolve("server.pem"), certificate.chain());

        assertThat(verify("shop.localhost")).contains("server.pem: OK");
        assertThat(verify("other.localhost")).contains("hostname mismatch");
    }

    @Test
    void is_believed_for_its_own_domain_only() throws Exception {
        var authority = Authority.make("localhost", Instant.now());
        var forged =
                authority.certify(
                        Set.of(new NamePattern("bank.example")),
                        Instant.now(),
                        Duration.ofDays(90));
        Files.writeString(folder.resolve("authority.pem"), authority.certificate());
        Files.writeString(folder.resolve("server.pem"), forged.chain());

        assertThat(verify("bank.example")).contains("permitted subtree violation");
    }

    private String verify(String host) throws Exception {
        var process =
                new ProcessBuilder(
                                "openssl",
                                "verify",
                                "-x509_strict",
                                "-purpose",
                                "sslserver",
                                "-verify_hostname",
                                host,
                                "-CAfile",
                                "authority.pem",
                                "server.pem")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}

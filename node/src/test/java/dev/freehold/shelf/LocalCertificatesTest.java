package dev.freehold.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.authority.Authority;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.SecretBox;
import dev.freehold.tls.Certificates.Shelved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final SecretBox BOX = new BoxUnderTest("the key of this node");

    @TempDir private Path folder;

    @Test
    void are_signed_for_each_name_below_the_domain_and_no_other() {
        var local = local(NOW);

        assertThat(of(local, "shop.localhost").orElseThrow().read().get().names())
                .containsExactly(new NamePattern("shop.localhost"));
        assertThat(of(local, "a.b.localhost")).isPresent();
        assertThat(of(local, "localhost")).isPresent();
        assertThat(of(local, "example.com")).isEmpty();
        assertThat(of(local, "notlocalhost")).isEmpty();
        assertThat(local.ofNobody()).isEmpty();
    }

    @Test
    void are_the_same_until_they_are_renewed_long_before_they_run_out() {
        var id = of(local(NOW), "shop.localhost").orElseThrow().id();
        var later = NOW.plus(Duration.ofDays(31));
        var renewed = of(local(later), "shop.localhost").orElseThrow();

        assertThat(of(local(NOW.plusSeconds(60)), "shop.localhost").orElseThrow().id())
                .isEqualTo(id);
        assertThat(renewed.id()).isNotEqualTo(id);
        assertThat(renewed.read().get().notAfter()).isEqualTo(later.plus(Duration.ofDays(90)));
    }

    @Test
    void come_from_an_authority_that_stays_and_whose_key_is_sealed() throws Exception {
        var authority = authority(NOW);

        assertThat(authority(NOW.plusSeconds(60))).isEqualTo(authority);
        for (var name : new String[] {"authority.pem", "authority.key"}) {
            var mode = Files.getPosixFilePermissions(folder.resolve(name));
            assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("authority.key"))).doesNotContain("PRIVATE");
    }

    private Authority authority(Instant now) {
        return new AuthorityFile(folder, BOX)
                .openOrMake("localhost", Clock.fixed(now, ZoneOffset.UTC));
    }

    private LocalCertificates local(Instant now) {
        return new LocalCertificates(authority(NOW), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Optional<Shelved> of(LocalCertificates local, String host) {
        return local.of(new HostName(host));
    }
}

package dev.freehold.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.authority.Authority;
import dev.freehold.model.Challenge;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import dev.freehold.tls.Certificates.Shelved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateShelfTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Authority AUTHORITY = Authority.make("example.com", NOW);
    private static final SecretBox BOX = new BoxUnderTest("the key of this node");

    @TempDir private Path folder;
    private CertificateShelf shelf;

    @BeforeEach
    void open() {
        shelf = opened(NOW, BOX);
    }

    @Test
    void gives_back_what_it_was_given_also_after_a_restart() {
        var given = certificate(90, "example.com", "www.example.com");
        shelf.hold(given);

        assertThat(shown(shelf, "www.example.com")).contains(given);
        assertThat(shown(opened(NOW, BOX), "example.com")).contains(given);
        assertThat(opened(NOW, BOX).held()).containsExactly(given.id());
    }

    @Test
    void shows_a_names_own_certificate_before_that_of_its_wildcard() {
        var wildcard = certificate(90, "*.example.com");
        var own = certificate(30, "www.example.com");
        shelf.hold(wildcard);
        shelf.hold(own);

        assertThat(shown(shelf, "www.example.com")).contains(own);
        assertThat(shown(shelf, "shop.example.com")).contains(wildcard);
        assertThat(shown(shelf, "a.shop.example.com")).isEmpty();
        assertThat(shown(shelf, "example.com")).isEmpty();
    }

    @Test
    void shows_the_one_that_is_valid_for_longer_whichever_came_first() {
        var longer = certificate(90, "example.com");
        var shorter = certificate(60, "example.com");
        shelf.hold(longer);
        shelf.hold(shorter);

        assertThat(shown(shelf, "example.com")).contains(longer);
        shelf.drop(longer.id());
        assertThat(shown(shelf, "example.com")).contains(shorter);
        shelf.drop(shorter.id());
        shelf.drop(shorter.id());
        assertThat(shown(shelf, "example.com")).isEmpty();
        assertThat(opened(NOW, BOX).held()).isEmpty();
    }

    @Test
    void shows_what_has_run_out_only_where_there_is_nothing_else() {
        var own = certificate(10, "www.example.com");
        var wildcard = certificate(90, "*.example.com");
        shelf.hold(own);
        shelf.hold(wildcard);

        var later = opened(NOW.plus(Duration.ofDays(30)), BOX);
        assertThat(shown(later, "www.example.com")).contains(wildcard);
        assertThat(later.expired()).isEqualTo(1);

        var muchLater = opened(NOW.plus(Duration.ofDays(300)), BOX);
        assertThat(shown(muchLater, "www.example.com")).contains(own);
        assertThat(muchLater.expired()).isEqualTo(2);
    }

    @Test
    void shows_who_names_no_host_that_of_its_own_domain() {
        assertThat(shelf.ofNobody()).isEmpty();

        var own = certificate(90, "example.com");
        shelf.hold(own);

        assertThat(shelf.ofNobody().map(Shelved::id)).contains(own.id());
    }

    @Test
    void lets_nobody_but_its_owner_read_and_no_key_without_its_seal() throws Exception {
        var held = certificate(90, "example.com");
        shelf.hold(held);

        try (var files = Files.list(folder.resolve("certificates"))) {
            assertThat(files).isNotEmpty().allSatisfy(CertificateShelfTest::isPrivate);
        }
        assertThat(mode(folder.resolve("certificates"))).isEqualTo("rwx------");
        assertThat(Files.readString(file(held))).doesNotContain("PRIVATE", held.key().reveal());
        assertThatThrownBy(() -> shown(opened(NOW, new BoxUnderTest("another")), "example.com"))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("can't be decrypted");
    }

    @Test
    void believes_no_file_that_is_not_what_its_name_says() throws Exception {
        var held = certificate(90, "example.com");
        var other = certificate(90, "www.example.com");
        shelf.hold(held);
        shelf.hold(other);
        Files.writeString(file(held), Files.readString(file(other)));

        assertThatThrownBy(() -> shown(shelf, "example.com")).isInstanceOf(FreeholdException.class);
        Files.delete(folder.resolve("certificates/index"));
        assertThat(opened(NOW, BOX).held()).containsExactly(other.id());
    }

    @Test
    void needs_no_index_and_no_whole_line_of_it() throws Exception {
        var first = certificate(90, "example.com");
        var second = certificate(90, "www.example.com");
        shelf.hold(first);
        shelf.hold(second);
        var index = folder.resolve("certificates/index");

        Files.writeString(index, Files.readString(index).substring(0, 195));
        var third = certificate(90, "shop.example.com");
        opened(NOW, BOX).hold(third);
        Files.writeString(index, Files.readString(index).replaceFirst("\n", ""));
        assertThat(opened(NOW, BOX).held())
                .containsExactlyInAnyOrder(first.id(), second.id(), third.id());
        assertThat(shown(opened(NOW, BOX), "www.example.com")).contains(second);

        Files.delete(index);
        assertThat(shown(opened(NOW, BOX), "shop.example.com")).contains(third);
    }

    @Test
    void forgets_what_the_index_names_and_no_file_holds() throws Exception {
        var held = certificate(90, "example.com");
        shelf.hold(held);
        Files.delete(file(held));

        assertThat(opened(NOW, BOX).held()).isEmpty();
        assertThat(shown(opened(NOW, BOX), "example.com")).isEmpty();
    }

    @Test
    void is_opened_beside_a_file_that_was_not_finished() throws Exception {
        Files.writeString(
                folder.resolve("certificates").resolve("x.certificate.new"),
                "names ",
                StandardOpenOption.CREATE);

        assertThat(opened(NOW, BOX).held()).isEmpty();
    }

    @Test
    void proves_until_the_proof_is_withdrawn() {
        var host = new HostName("example.com");
        var http = new Challenge.Http(host, "token", "token.thumb");
        var alpn = new Challenge.TlsAlpn(host, certificate(1, "example.com"));
        shelf.prove(http);
        shelf.prove(alpn);

        assertThat(shelf.answer(host, "token")).contains("token.thumb");
        assertThat(shelf.answer(new HostName("other.com"), "token")).isEmpty();
        assertThat(shelf.proof(host)).contains(alpn.certificate());
        assertThat(shelf.of(host)).isEmpty();

        shelf.withdraw(http);
        shelf.withdraw(alpn);
        shelf.withdraw(alpn);
        assertThat(shelf.answer(host, "token")).isEmpty();
        assertThat(shelf.proof(host)).isEmpty();
    }

    private CertificateShelf opened(Instant now, SecretBox box) {
        return CertificateShelf.open(
                folder.resolve("certificates"),
                box,
                new HostName("example.com"),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Optional<ServerCertificate> shown(CertificateShelf shelf, String host) {
        return shelf.of(new HostName(host)).map(shelved -> shelved.read().get());
    }

    private static ServerCertificate certificate(int days, String... names) {
        return AUTHORITY.certify(
                Stream.of(names).map(NamePattern::new).collect(Collectors.toSet()),
                NOW,
                Duration.ofDays(days));
    }

    private Path file(ServerCertificate certificate) {
        return folder.resolve("certificates").resolve(certificate.id().hex() + ".certificate");
    }

    private static void isPrivate(Path file) throws IOException {
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

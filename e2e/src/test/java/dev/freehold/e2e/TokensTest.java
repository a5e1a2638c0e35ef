package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call the API, and by which name.
@ExtendWith(SharedProduct.class)
class TokensTest {
    private final Product product;

    TokensTest(Product product) {
        this.product = product;
    }

    @Test
    void no_other_user_of_the_machine_looks_into_the_data_folder() throws Exception {
        var rights = Files.getPosixFilePermissions(product.data());

        assertThat(PosixFilePermissions.toString(rights)).isEqualTo("rwx------");
    }

    @Test
    void a_missing_token_is_named_and_where_it_lies() {
        var answer = product.api().withToken("").read("/projects");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("code").asString()).isEqualTo("unauthorized");
        assertThat(answer.json().get("advice").asString()).contains("Authorization: Bearer");
    }

    @Test
    void a_wrong_token_is_refused() {
        var answer = product.api().withToken("guessed").read("/projects");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("advice").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("guessed");
    }

    @Test
    void an_expired_token_is_refused_and_the_owners_works() {
        var expired = Tokens.thatHasExpired(product);

        assertThat(product.api().withToken(expired).read("/projects").status()).isEqualTo(401);
        assertThat(product.api().read("/projects").status()).isEqualTo(200);
    }

    @Test
    void the_command_line_says_what_to_do_about_a_wrong_token() throws Exception {
        var file = product.data().resolve("token");
        var token = Files.readString(file);
        Files.writeString(file, "wrong\n");

        var result = product.freehold("ls");
        Files.writeString(file, token);

        assertThat(result.exit()).isEqualTo(77);
        assertThat(result.stderr()).contains("error: ", "→ ");
        assertThat(product.freehold("ls").exit()).isZero();
    }

    @Test
    void only_the_owner_reads_the_token_and_the_database_does_not_hold_it() throws Exception {
        var permissions = Files.getPosixFilePermissions(product.data().resolve("token"));

        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        assertThat(
                        Files.readString(
                                product.data().resolve("freehold.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain(product.api().token());
    }

    @Test
    void another_teams_projects_are_not_there() {
        product.api().deploy("ours", Map.of("index.html", "ours"));
        var stranger = product.api().withToken(Tokens.ofAnotherTeam(product));

        assertThat(stranger.read("/projects").body()).doesNotContain("ours");
        assertThat(stranger.read("/projects/ours").status()).isEqualTo(404);
        assertThat(product.api().read("/projects/ours").status()).isEqualTo(200);
        assertThat(stranger.deploy("ours", Map.of("index.html", "theirs")).status())
                .isBetween(400, 499);
        assertThat(product.page(product.announcement().url("ours"))).isEqualTo("ours");
    }

    @ParameterizedTest
    @CsvSource({"evil.example, 403", "localhost, 200", "127.0.0.1, 200", "'', 400"})
    void the_api_is_asked_by_its_own_name_only(String host, int status) {
        var api = product.api();
        var token = "Authorization: Bearer " + api.token();

        var answer = RawHttp.ask(api.base().getPort(), "/api/v1/projects", "Host: " + host, token);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void a_page_elsewhere_may_not_call_the_api() {
        var api = product.api();
        var token = "Authorization: Bearer " + api.token();

        var answer =
                RawHttp.ask(
                        api.base().getPort(),
                        "/api/v1/projects",
                        "Host: localhost",
                        token,
                        "Origin: http://shop.example");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("may not call the API");
    }

    @Test
    void an_unknown_host_at_the_edge_is_told_so() {
        int port = product.announcement().edge().getPort();

        var answer = RawHttp.ask(port, "/", "Host: nobody.localhost");

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("There is no site at this address", "freehold ls");
    }

    @Test
    void a_missing_host_at_the_edge_is_a_bad_request() {
        int port = product.announcement().edge().getPort();

        assertThat(RawHttp.ask(port, "/")).startsWith("HTTP/1.1 400");
    }
}

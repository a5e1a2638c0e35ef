package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A platform that was started with `--tls-port`.
class TlsTest {
    private static Product product;
    private static String port;
    private static Path authority;

    @BeforeAll
    static void start() throws Exception {
        product = Product.on(Folders.fresh("freehold-e2e"), Map.of());
        up();
        authority = product.data().resolve("trusted.pem");
        Files.writeString(authority, product.freehold("trust", "--print").mustSucceed().stdout());
        product.deploy(product.example("hello-site"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void answers_by_https_what_it_answers_by_http() {
        var secure = visit("https://hello-site.localhost:" + port + "/", "--http1.1");
        var plain = product.page(product.announcement().url("hello-site"));

        assertThat(secure).isEqualTo(plain + "|1.1 200");
        assertThat(visit("https://hello-site.localhost:" + port + "/", "--http2"))
                .isEqualTo(plain + "|2 200");
    }

    @Test
    void has_one_authority_for_every_name_and_every_start() {
        product.freehold("down").mustSucceed();
        up();

        assertThat(visit("https://hello-site.localhost:" + port + "/")).endsWith("|2 200");
        assertThat(visit("https://nobody.localhost:" + port + "/")).endsWith("|2 404");
        assertThat(product.freehold("trust", "--print").stdout().strip())
                .isEqualTo(Folders.read(authority).strip());
    }

    @Test
    void is_not_believed_by_who_does_not_trust_its_authority() {
        var another = "/etc/ssl/certs/ca-certificates.crt";
        var url = "https://hello-site.localhost:" + port + "/";

        assertThat(curl(url, "--cacert", another).exit()).isEqualTo(60);
    }

    private static void up() {
        var up =
                product.freehold(
                        "up", "--api-port", "0", "--edge-port", "0", "--tls-port", "0", "--json");
        port = up.mustSucceed().stdout().replaceAll("(?s).*\"tlsUrl\":\"[^\"]*:(\\d+)\".*", "$1");
    }

    private static String visit(String url, String... options) {
        return curl(url, options).mustSucceed().stdout();
    }

    private static Product.Result curl(String url, String... options) {
        var line =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--cacert",
                                authority.toString(),
                                "--resolve",
                                "*:" + port + ":127.0.0.1",
                                "--write-out",
                                "|%{http_version} %{http_code}"));
        line.addAll(List.of(options));
        line.add(url);
        return CommandLine.start(product.data(), line, Map.of()).end();
    }
}

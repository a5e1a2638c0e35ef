package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes in that makes no sense, or too much of it.
final class NonsenseTest {
    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /blobs/missing | null",
                "POST | /blobs/missing | {\"digests\":[null]}",
                "POST | /blobs/missing | {\"digests\":[\"sha256:../../token\"]}",
                "POST | /blobs/missing | [",
                "POST | /projects/shop/run | null",
                "POST | /projects/shop/run | {\"command\":[null]}",
                "POST | /projects/shop/run | {\"command\":[\"a\\u0000b\"]}",
                "POST | /projects/shop/deployments | null",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":null}}",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":{\"a\":null}}}",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":{\"a\":{\"type\":\"file\"}}}}",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":{\"a\":{\"type\":\"link\"}}}}",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":{\"../a\":{\"type\":\"link\",\"target\":\"b\"}}}}",
                "POST | /projects/shop/deployments | {\"tree\":{\"entries\":{\"a\\u0000\":{\"type\":\"link\",\"target\":\"b\"}}}}",
                "POST | /projects/shop/rollback | {\"to\":\"../../x\"}",
                "PUT | /projects/shop/env/production/KEY | null",
                "PUT | /projects/shop/env/production/A%00B | {\"value\":\"x\"}",
                "PUT | /projects/shop/env/production/KEY | {\"value\":\"a\\u0000b\"}",
                "PUT | /projects/shop/aliases/www.shop.example | null",
                "PUT | /projects/shop/aliases/a%00b | {\"deployment\":\"abc123\"}",
                "PUT | /projects/shop/domains/a%00b | {}",
                "PUT | /projects/shop/domains/*.*.example.com | {}",
                "PUT | /projects/shop/domains/www.example.com | {\"hsts\":-1}",
                "PUT | /projects/shop/domains/www.example.com | {\"https\":\"maybe\"}",
                "POST | /domains/www.example.com/move | {}",
                "PUT | /projects/..%2F..%2Fetc/env/production/KEY | {\"value\":\"x\"}",
                "PUT | /blobs/sha256:..%2F..%2Ftoken | x",
                "POST | /backup | null",
                "POST | /backup | {\"passphrase\":\"short\"}",
                "DELETE | /projects/shop/env/production/A%00B | x",
                "POST | /changes/a%00b/undo | x",
                "GET | /deployments/..%2F..%2Ftoken/log | x",
                "GET | /changes?limit=99999999999 | x",
                "GET | /changes?project=%00 | x"
            })
    void what_makes_no_sense_is_refused_with_advice(String method, String path, String body) {
        platform.client.deploy("shop", Map.of("server.js", "one"));

        var answer =
                platform.client.send(
                        platform.client
                                .request(path)
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void a_body_larger_than_the_limit_is_refused_before_it_is_read_whole() {
        var large = "{\"digests\":[\"" + "x".repeat(33 << 20) + "\"]}";

        var answer =
                platform.client.send(
                        platform.client
                                .request("/blobs/missing")
                                .POST(HttpRequest.BodyPublishers.ofString(large)));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_message_is_kept_as_one_line_of_a_sensible_length() {
        platform.client.upload("one");
        var body = new HashMap<>(Client.body("production", Map.of("a.html", "one")));
        body.put("message", "fix: it\n\nSigned-off\u0000" + "x".repeat(100_000));

        var done = platform.client.post("/projects/shop/deployments", body).last();

        assertThat(done.at("/deployment/message").asString())
                .startsWith("fix: it Signed-off xxx")
                .hasSizeLessThan(600);
    }
}

package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Content and trees as a hostile or broken client sends them.
@ExtendWith(SharedProduct.class)
class UploadsTest {
    private static final String NUL = "\0";
    private static final String DIGEST_OF_NOTHING =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Product product;

    UploadsTest(Product product) {
        this.product = product;
    }

    @Test
    void content_that_is_not_what_its_digest_says_is_refused_and_not_kept() {
        var claimed = Api.digest("what was promised");

        var answer = product.api().upload(claimed, "something else");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asString()).isEqualTo("digest-mismatch");
        assertThat(answer.json().get("detail").asString())
                .contains(claimed, Api.digest("something else"));
        assertThat(answer.json().get("advice").asString()).contains("send it again");
        assertThat(isMissing(claimed)).isTrue();
        assertThat(isMissing(Api.digest("something else"))).isTrue();
    }

    @Test
    void an_upload_cut_in_the_middle_leaves_nothing_and_can_be_sent_again() throws IOException {
        var text = "a long text ".repeat(100_000);
        var digest = Api.digest(text);

        cutInTheMiddle(digest, text);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(incoming()).isZero());
        assertThat(isMissing(digest)).isTrue();
        assertThat(product.api().upload(digest, text).status()).isEqualTo(201);
        assertThat(isMissing(digest)).isFalse();
    }

    private void cutInTheMiddle(String digest, String text) throws IOException {
        var api = product.api();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.base().getPort())) {
            var head =
                    "PUT /api/v1/blobs/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(digest, api.token(), text.length());
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(text.substring(0, text.length() / 2).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(incoming()).isPositive());
        }
    }

    private long incoming() throws IOException {
        try (Stream<?> files = Files.list(product.data().resolve("blobs/incoming"))) {
            return files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "a/../../b",
                "/etc/passwd",
                "a//b",
                "./a",
                "a/.",
                "",
                "a" + NUL + "b",
                "a\nb",
                "a/\uFFFD"
            })
    void a_path_that_is_not_plainly_inside_is_refused(String path) {
        var answer = product.api().deploy("paths", Map.of(path, "hello"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).contains("can't be a file's path");
        assertThat(answer.json().get("advice").asString()).contains("relative paths");
    }

    static Stream<byte[]> bodies_that_are_no_request() {
        return Stream.of(
                "".getBytes(StandardCharsets.UTF_8),
                "{".getBytes(StandardCharsets.UTF_8),
                "[]".getBytes(StandardCharsets.UTF_8),
                "{\"tree\":{\"entries\":{\"a\":{\"type\":\"device\"}}}}"
                        .getBytes(StandardCharsets.UTF_8),
                "{\"tree\":{\"entries\":{\"caf\u00e9\":{\"type\":\"link\",\"target\":\"a\"}}}}"
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("bodies_that_are_no_request")
    void a_body_that_is_no_request_is_refused(byte[] body) {
        var answer =
                product.api()
                        .send(
                                "POST",
                                "/projects/bodies/deployments",
                                java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().get("code").asString()).isEqualTo("invalid");
        assertThat(answer.json().get("advice").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../secret", "a/../../secret", ""})
    void a_link_that_leaves_the_tree_is_refused(String target) {
        var entries = Map.of("way-out", Map.of("type", "link", "target", target));
        var body =
                JsonMapper.shared().writeValueAsString(Map.of("tree", Map.of("entries", entries)));

        var answer = product.api().post("/projects/links/deployments", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).contains("leaves the folder");
    }

    @Test
    void another_teams_content_is_not_there_for_whoever_knows_its_digest() {
        product.api().upload(Api.digest("our secret"), "our secret");
        var stranger = product.api().withToken(Tokens.ofAnotherTeam(product));
        var claim = Api.tree(Map.of("index.html", "our secret"));

        var asked =
                stranger.post(
                        "/blobs/missing",
                        "{\"digests\":[\"%s\"]}".formatted(Api.digest("our secret")));
        var deployed = stranger.post("/projects/theirs/deployments", claim);

        assertThat(asked.body()).contains(Api.digest("our secret"));
        assertThat(deployed.status()).isEqualTo(409);
        assertThat(deployed.json().get("code").asString()).isEqualTo("missing-blobs");
        assertThat(deployed.json().get("missing").toString()).contains(Api.digest("our secret"));
        assertThat(
                        stranger.deploy("theirs", Map.of("index.html", "our secret"))
                                .lastEvent()
                                .get("type")
                                .asString())
                .isEqualTo("done");
    }

    @Test
    void a_size_that_is_not_the_contents_is_refused() {
        product.api().upload(DIGEST_OF_NOTHING, "");
        var file = Map.of("type", "file", "digest", DIGEST_OF_NOTHING, "size", 7);
        var tree = Map.of("tree", Map.of("entries", Map.of("index.html", file)));

        var answer =
                product.api()
                        .post(
                                "/projects/sizes/deployments",
                                JsonMapper.shared().writeValueAsString(tree));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).contains("has 0 bytes, not 7");
    }

    private boolean isMissing(String digest) {
        var answer =
                product.api().post("/blobs/missing", "{\"digests\":[\"%s\"]}".formatted(digest));
        return answer.body().contains(digest);
    }
}

package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A build that takes too much is ended and told what it took; what runs keeps running.
class BuildsOutOfBoundsTest {
    private static final int BUILD_FAILED = 10;
    private static final int TRY_LATER = 75;

    private static Product product;
    private static String url;

    @BeforeAll
    static void up() {
        product =
                Product.up(
                        Map.of(
                                "FREEHOLD_BUILD_TIME", "10s",
                                "FREEHOLD_BUILD_MEMORY", "200MB",
                                "FREEHOLD_BUILD_DISK", "100MB",
                                "FREEHOLD_BUILD_PROCESSES", "64"));
        url = product.deploy(Servers.saying("neighbour", "undisturbed"));
    }

    @AfterAll
    static void down() {
        product.close();
    }

    @Test
    void one_that_never_ends_is_ended() {
        var result = build("endless", "setInterval(() => {}, 1000)");

        assertThat(result.exit()).isEqualTo(TRY_LATER);
        assertThat(result.stderr())
                .contains("the build took longer than 10 s", "FREEHOLD_BUILD_TIME");
        assertNothingIsLeft("endless");
    }

    @Test
    void one_that_forks_without_end_is_held() {
        var bomb =
                "const { spawn } = require('node:child_process');"
                        + "for (let i = 0; i < 500; i++) spawn('sleep', ['100'])"
                        + ".on('error', e => { console.error('no more: ' + e.code); process.exit(1); })";

        var result = build("forking", bomb);

        assertThat(result.exit()).isEqualTo(BUILD_FAILED);
        assertThat(result.stderr()).contains("EAGAIN").contains("→ ");
        assertNothingIsLeft("forking");
    }

    @Test
    void one_that_fills_memory_is_ended_and_told_the_limit() {
        var result =
                build("greedy", "const kept = []; for (;;) kept.push(Buffer.alloc(10_000_000, 1))");

        assertThat(result.exit()).isEqualTo(BUILD_FAILED);
        assertThat(result.stderr()).contains("ran out of memory (200 MB)");
        assertNothingIsLeft("greedy");
    }

    @Test
    void one_that_fills_the_disk_is_ended_and_told_the_limit() {
        var result =
                build(
                        "hoarding",
                        "const fs = require('node:fs'); for (let i = 0; i < 400; i++)"
                                + " fs.appendFileSync('big', Buffer.alloc(1_000_000, i))");

        assertThat(result.exit()).isEqualTo(TRY_LATER);
        assertThat(result.stderr()).contains("more than 100 MB", "FREEHOLD_BUILD_DISK");
        assertNothingIsLeft("hoarding");
    }

    private static Product.Result build(String name, String script) {
        var folder =
                Folders.app(
                        name,
                        Map.of(
                                "build.js",
                                script,
                                "server.js",
                                Servers.handler("response.end('built')"),
                                "package.json",
                                """
                                {"scripts": {"start": "node server.js", "build": "node build.js"}}
                                """));
        return product.deploying(folder);
    }

    private static void assertNothingIsLeft(String project) {
        assertThat(product.get(product.announcement().url(project)).statusCode()).isEqualTo(404);
        assertThat(product.data().resolve("builds")).isEmptyDirectory();
        assertThat(product.page(url)).isEqualTo("undisturbed");
    }
}

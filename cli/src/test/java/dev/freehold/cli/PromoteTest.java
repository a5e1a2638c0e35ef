package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromoteTest extends LinkedFolder {
    @Test
    void a_canary_is_begun_with_what_was_said_and_the_line_says_how_to_go_on() {
        platform.events =
                List.of(
                        "{'type':'done','deployment':{'id':'4h8m1d','project':'shop','url':'http://shop.localhost'}}");

        var printed =
                line.type(
                        "promote",
                        "3f9k2c",
                        "--percent",
                        "5",
                        "--for",
                        "10m",
                        "--errors",
                        "1%",
                        "--p95",
                        "800ms");

        assertThat(printed.status()).isZero();
        assertThat(platform.asked)
                .containsExactly(
                        "POST /deployments/3f9k2c/promote {\"percent\":\"5\",\"for\":\"10m\",\"errors\":\"1%\",\"p95\":\"800ms\"}");
        assertThat(printed.out()).isEqualTo("http://shop.localhost\n");
        assertThat(printed.err()).contains("freehold inspect shop", "--abort");
    }

    @Test
    void a_canary_is_followed_on_a_terminal_and_its_end_is_told_with_the_reason() {
        platform.answers.put(
                "PUT /projects/shop/canary",
                "{'state':'on','project':'shop','candidate':'4h8m1d','percent':25.0}");
        platform.answers.put(
                "GET /projects/shop/canary",
                "{'state':'aborted','project':'shop','candidate':'4h8m1d','percent':25.0,'reason':'aborted: 12 of 80 requests failed'}");

        var printed =
                line.on(new Terminal(false, false, true, Colours.OFF))
                        .type("promote", "--percent", "25");

        assertThat(printed.status()).isEqualTo(130);
        assertThat(printed.err())
                .contains(
                        "25% of the visitors of \"shop\" get 4h8m1d.",
                        "12 of 80 requests failed", "freehold logs 4h8m1d");
    }

    @Test
    void a_canary_is_completed_after_a_yes_and_ended_without() {
        var canary =
                "{'state':'completed','project':'shop','candidate':'4h8m1d','percent':5.0,'reason':'ended by anna'}";
        platform.answers.put("GET /projects/shop/canary", canary);
        platform.answers.put("PUT /projects/shop/canary", canary);
        platform.answers.put(
                "DELETE /projects/shop/canary", canary.replace("completed", "aborted"));

        assertThat(line.type("promote").status()).isEqualTo(65);
        assertThat(platform.asked("PUT")).isEmpty();
        assertThat(line.type("promote", "--yes").err())
                .contains("All visitors of \"shop\" get 4h8m1d.");
        assertThat(platform.asked("PUT"))
                .containsExactly("PUT /projects/shop/canary {\"percent\":\"100 %\"}");
        assertThat(line.type("promote", "--abort").err()).contains("is over: ended by anna.");
    }

    @Test
    void what_can_be_no_canary_is_refused_before_anything_is_asked() {
        assertThat(line.type("promote", "3f9k2c", "--percent", "101").status()).isEqualTo(65);
        assertThat(line.type("promote", "3f9k2c", "--for", "10m").err())
                .contains("--for is for a canary: say --percent as well");
        assertThat(platform.asked).isEmpty();
    }
}

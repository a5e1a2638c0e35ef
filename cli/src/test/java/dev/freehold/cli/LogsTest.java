package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogsTest extends LinkedFolder {
    @Test
    void logs_are_asked_for_and_printed() {
        platform.answers.put(
                "GET /projects/shop/logs?lines=200&service=web&follow=true",
                "{'service':'web','instance':'1','text':'hello'}\n");

        assertThat(line.type("logs", "-f", "--service", "web").out()).isEqualTo("web │ hello\n");
    }

    @Test
    void a_log_line_has_its_time_instance_and_request() {
        platform.answers.put(
                "GET /projects/shop/logs?lines=200&follow=false",
                "{'deployment':'3f9k2c','service':'web','instance':'3f9k2c-web-17','level':'error',"
                        + "'time':'2026-01-31T12:00:00.250Z','request':'9f86','until':true,'text':'oh'}\n");

        assertThat(line.type("logs").out())
                .isEqualTo("≤2026-01-31T12:00:00.250Z web-17 9f86 │ oh\n");
    }

    @Test
    void logs_are_filtered_by_the_platform() {
        platform.answers.put("GET /deployments/3f9k2c", "{'project':'shop'}");
        platform.answers.put(
                "GET /projects/shop/logs?lines=50&instance=3f9k2c-web-1&request=9f86&level=warn"
                        + "&grep=a%20b&since=10m&until=2026-01-31T12%3A00%3A00Z&requests=true"
                        + "&follow=false&deployment=3f9k2c",
                "{'service':'web','text':'found'}\n");

        var printed =
                line.type(
                        "logs",
                        "--deployment=3f9k2c",
                        "-n",
                        "50",
                        "--instance=3f9k2c-web-1",
                        "--request=9f86",
                        "--level=warn",
                        "--grep=a b",
                        "--since=10m",
                        "--until=2026-01-31 12:00:00Z",
                        "--requests");

        assertThat(printed.out()).isEqualTo("web │ found\n");
        assertThat(line.type("logs", "--since", "tomorrow").status()).isEqualTo(64);
    }
}

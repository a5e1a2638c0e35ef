package dev.freehold.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineSenseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    WARN  | {"level":"warn","msg":"slow"}
                    ERROR | {"level":50,"time":1769860800000,"msg":"pino"}
                    TRACE | {"level":10,"msg":"pino"}
                    FATAL | {"severity":"CRITICAL","message":"cloud"}
                    DEBUG | {"lvl":"debug"}
                    INFO  | level=info msg="logfmt"
                    ERROR | time="2026-01-31T12:00:00Z" level=error msg="logrus"
                    WARN  | [warn] something is odd
                    ERROR | ERROR could not connect
                    ERROR | ERROR: could not connect
                    ERROR | error: could not connect
                    WARN  | warning: deprecated
                    ERROR | 2026-01-31 12:00:00,123 ERROR [main] c.e.App - log4j
                    INFO  | 12:00:00.123 [main] INFO  c.e.App - logback
                    WARN  | 2026-01-31T12:00:00.123+01:00  WARN 1 --- [main] c.e.App : spring
                    WARN  | WARNING:root:python
                    ERROR | 2026-01-31 12:00:00,123 - shop.cart - ERROR - python
                    FATAL | CRITICAL:root:python
                    ERROR | 2026/01/31 12:00:00 [error] 12#12: *1 nginx
                    ERROR | [Sat Jan 31 12:00:00.1 2026] [core:error] [pid 1] apache
                    FATAL | 2026-01-31 12:00:00.123 UTC [12] FATAL:  postgres
                    INFO  | 2026-01-31 12:00:00.123 UTC [12] LOG:  postgres
                    ERROR | npm ERR! code ELIFECYCLE
                    WARN  | npm warn deprecated
                    ERROR | E0131 12:00:00.123456 1 klog.go:12] klog
                    WARN  | W, [2026-01-31T12:00:00.1 #1]  WARN -- : ruby
                    INFO  | info: Microsoft.Hosting.Lifetime[0]
                    ERROR | fail: Microsoft.AspNetCore.Server[13]
                    INFO  | [2026-01-31T12:00:00Z INFO  app] rust
                    ERROR | TypeError: x is not a function
                    ERROR | java.lang.IllegalStateException: no
                    ERROR | Exception in thread "main" java.lang.Error
                    ERROR | Traceback (most recent call last):
                    FATAL | panic: runtime error
                    ERROR | Error [ERR_MODULE_NOT_FOUND]: Cannot find module
                    """)
    void knows_the_level_that_loggers_write(LogLevel level, String line) {
        assertThat(LineSense.of(line).level()).contains(level);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listening on 3000",
                "Retrying after an ERROR was seen",
                "0 errors, 0 warnings",
                "GET /error 200",
                "information is power",
                "{not json}",
                "{\"level\":7}",
                "Errors: 0",
                ""
            })
    void says_nothing_of_the_level_of_prose(String line) {
        assertThat(LineSense.of(line).level()).isEmpty();
    }

    @Test
    void looks_through_colours() {
        assertThat(LineSense.of("\u001b[33mWARN\u001b[39m careful").level())
                .contains(LogLevel.WARN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    at main (/app/server.js:3:9)",
                "\tat com.example.App.main(App.java:3)",
                "Caused by: java.io.IOException: gone",
                "\t... 12 more",
                "... 12 more",
                "  File \"app.py\", line 3, in <module>",
                "}",
                "  code: 'ECONNREFUSED'"
            })
    void a_stack_belongs_to_the_line_before(String line) {
        assertThat(LineSense.of(line).continues()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00.250Z hello, 2026-01-31T12:00:00.250Z",
        "[2026-01-31T12:00:00Z INFO app] hello, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00.5+01:00 hello, 2026-01-31T11:00:00.500Z",
        "2026-01-31 12:00:00.123 UTC [1] LOG: hello, 2026-01-31T12:00:00.123Z",
        "'{\"time\":\"2026-01-31T12:00:00Z\"}', 2026-01-31T12:00:00Z",
        "'{\"time\":1769860800250}', 2026-01-31T12:00:00.250Z",
        "'{\"ts\":1769860800.25}', 2026-01-31T12:00:00.250Z"
    })
    void keeps_a_lines_own_time(String line, Instant time) {
        assertThat(LineSense.of(line).time()).contains(time);
    }

    @Test
    void a_time_without_a_zone_is_of_this_machine() {
        var here = LocalDateTime.parse("2026-01-31T12:00:00.123").atZone(ZoneId.systemDefault());

        assertThat(LineSense.of("2026-01-31 12:00:00,123 ERROR log4j").time())
                .contains(here.toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-31T12:00:00Z no month", "2026-01-31 is a day", "{\"time\":5}"})
    void what_is_no_time_is_none(String line) {
        assertThat(LineSense.of(line).time()).isEmpty();
    }

    @Test
    void takes_off_the_marks_within_a_line_as_well() {
        var sense = LineSense.of("\u001d3f9k2c01,\u001dhalf \u001d3f9k2c01,error\u001da line");

        assertThat(sense.text()).isEqualTo("half a line");
        assertThat(sense.request()).contains("3f9k2c01");
        assertThat(sense.level()).contains(LogLevel.ERROR);
    }

    @Test
    void takes_off_the_mark_of_a_launcher() {
        var sense = LineSense.of("\u001d3f9k2c01,error\u001dit failed");

        assertThat(sense.text()).isEqualTo("it failed");
        assertThat(sense.request()).contains("3f9k2c01");
        assertThat(sense.level()).contains(LogLevel.ERROR);
    }

    @Test
    void finds_the_request_that_a_json_line_names() {
        assertThat(LineSense.of("{\"requestId\":\"3f9k2c01\",\"msg\":\"hello\"}").request())
                .isEqualTo(Optional.of("3f9k2c01"));
    }
}

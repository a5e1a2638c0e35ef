package dev.freehold.route;

import static dev.freehold.route.Rules.site;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesOfASiteTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # request            | answer
                    /                    | 200 /index.html
                    /?a=b                | 200 /index.html
                    /index.html          | 200 /index.html
                    /docs                | 200 /docs/index.html
                    /docs/               | 200 /docs/index.html
                    /docs/index          | 404
                    /a%20b.txt           | 200 /a b.txt
                    /%61%20b.txt         | 200 /a b.txt
                    /gr%C3%BC%C3%9Fe.txt | 200 /grüße.txt
                    /..data/a            | 200 /..data/a
                    /A%20B.txt           | 404
                    //index.html         | 404
                    HEAD /               | 200 /index.html
                    """)
    void are_found_by_their_decoded_path(String request, String answer) {
        var rules = site("/index.html", "/docs/index.html", "/a b.txt", "/grüße.txt", "/..data/a");

        assertThat(rules.answers(request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd", "/a/..", "/a/./b", "/.", "/%2e%2e/etc", "/%2E./etc", "/a/%2e",
                        "/%00", "/a%0a", "/%",
                "/%4", "/%zz", "/%ff", "/%c0%ae", "/%ed%a0%80", "no-slash", "", "/a\u0000b",
                        "/a\nb", "/..%5cetc"
            })
    void paths_that_honest_clients_do_not_send_are_refused(String path) {
        var rules = site("/index.html").fallback("web");

        assertThat(rules.answers(new Request("GET", "h", path, "", _ -> java.util.List.of())))
                .isEqualTo("400");
    }

    @Test
    void an_escaped_slash_is_for_services_and_never_for_files() {
        assertThat(site("/a/b").answers("/a%2fb")).isEqualTo("400");
        assertThat(site("/a/b").fallback("web").answers("/a%2Fb")).isEqualTo("call web /a%2Fb");
    }

    @Test
    void a_service_gets_what_a_file_can_not_answer() {
        var rules = site("/index.html").fallback("web");

        assertThat(rules.answers("POST /")).isEqualTo("call web /");
        assertThat(site("/index.html").answers("POST /")).isEqualTo("200 /index.html");
    }

    @Test
    void functions_answer_with_or_without_a_slash_at_the_end() {
        var rules = site().functions("/index", "/api/hello", "/blog/index");

        assertThat(rules.answers("/")).isEqualTo("call functions index.js /");
        assertThat(rules.answers("/api/hello/?a"))
                .isEqualTo("call functions api/hello.js /api/hello/?a");
        assertThat(rules.answers("/blog")).isEqualTo("call functions blog/index.js /blog");
        assertThat(rules.answers("/api")).isEqualTo("404");
    }
}

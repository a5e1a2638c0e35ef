package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DomainTest extends LinkedFolder {
    private static final String CLAIMED =
            """
            {"name":"shop.example.com","project":"shop","url":"http://shop.example.com","https":"redirect",
            "leadsHere":false,"sentence":"anna added the domain shop.example.com to \\"shop\\"","records":[
            {"type":"A","name":"shop.example.com","value":"203.0.113.7","found":["198.51.100.1"],"ok":false,
            "needed":true,"told":"leads elsewhere: expected 203.0.113.7"},
            {"type":"TXT","name":"_freehold.shop.example.com","value":"freehold=abc","found":[],"ok":false,
            "needed":true,"told":"is not set"}]}
            """;

    @Test
    void a_domain_is_added_with_the_records_to_set_and_the_next_step() {
        platform.answers.put("PUT /projects/shop/domains/shop.example.com", CLAIMED);

        var told = line.type("domain", "add", "shop.example.com");

        assertThat(told.status()).isZero();
        assertThat(told.out())
                .contains(
                        "A     shop.example.com            203.0.113.7   198.51.100.1  ✗ leads elsewhere: expected 203.0.113.7")
                .contains(
                        "TXT   _freehold.shop.example.com  freehold=abc  –             ✗ is not set");
        assertThat(told.err())
                .contains("anna added the domain shop.example.com to \"shop\".")
                .contains("freehold domain verify shop.example.com");
    }

    @Test
    void what_is_wanted_of_a_domain_is_sent() {
        platform.answers.put("PUT /projects/shop/domains/%2A.shop.example.com", CLAIMED);

        line.type(
                "domain",
                "add",
                "*.shop.example.com",
                "--redirect-to",
                "example.com",
                "--hsts",
                "365d",
                "--plain-http");

        assertThat(String.join("\n", platform.asked))
                .contains("\"redirectTo\":\"example.com\"")
                .contains("\"hsts\":31536000")
                .contains("\"https\":\"optional\"");
        assertThat(line.type("domain", "add", "a.example.com", "--hsts", "year").status())
                .isEqualTo(64);
    }

    @Test
    void verify_says_by_its_status_whether_the_name_is_proved() {
        platform.answers.put("POST /domains/shop.example.com/verify", CLAIMED);
        platform.answers.put(
                "POST /domains/www.example.com/verify",
                """
                {"name":"www.example.com","project":"shop","url":"http://www.example.com","https":"redirect",
                "leadsHere":true,"proved":"2026-11-26T02:00:00Z","proof":"address","records":[]}
                """);

        assertThat(line.type("domain", "verify", "shop.example.com").status()).isEqualTo(1);
        var good = line.type("domain", "verify", "www.example.com");
        assertThat(good.status()).isZero();
        assertThat(good.err()).contains("www.example.com is served: http://www.example.com");
    }

    @Test
    void domains_are_a_table_and_move_and_go_with_a_sentence() {
        platform.answers.put(
                "GET /domains?project=shop",
                """
                {"domains":[{"name":"www.example.com","project":"shop","redirectTo":"example.com"}]}
                """);
        platform.answers.put(
                "POST /domains/www.example.com/move", "{\"sentence\":\"anna moved it\"}");
        platform.answers.put(
                "DELETE /domains/www.example.com", "{\"sentence\":\"anna removed it\"}");

        assertThat(line.type("domain").out())
                .contains("www.example.com  shop     not yet  redirects to example.com");
        assertThat(line.type("domain", "move", "www.example.com", "--to", "bank").err())
                .contains("anna moved it");
        assertThat(line.type("domain", "rm", "www.example.com").err()).contains("anna removed it");
        assertThat(line.type("domain", "move", "www.example.com").status()).isEqualTo(64);
    }
}

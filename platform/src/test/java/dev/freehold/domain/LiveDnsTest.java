package dev.freehold.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.domain.Dns.Answer;
import dev.freehold.domain.Dns.RecordType;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class LiveDnsTest {
    private NameServer resolver;
    private NameServer responsible;
    private LiveDns dns;

    @BeforeEach
    void start() throws IOException {
        resolver = new NameServer("127.0.0.1", 0);
        responsible = new NameServer("127.0.0.2", resolver.port());
        resolver.with(
                "example.com. NS ns.example.com.",
                "ns.example.com. A 127.0.0.2",
                "www.example.com. A 192.0.2.1");
        dns = LiveDns.by(resolver.address(), resolver.port());
    }

    @AfterEach
    void stop() {
        resolver.close();
        responsible.close();
    }

    @Test
    void the_responsible_server_is_asked_and_not_the_resolver_that_remembers() {
        responsible.with("www.example.com. A 203.0.113.7");

        assertThat(dns.ask("www.example.com", RecordType.A))
                .isEqualTo(new Answer.Found(java.util.List.of("203.0.113.7")));
        assertThat(resolver.asked()).doesNotContain("www.example.com. A");
    }

    @Test
    void an_alias_is_followed_to_where_it_leads() {
        responsible.with(
                "www.example.com. CNAME shop.example.com.", "shop.example.com. A 203.0.113.7");

        assertThat(dns.ask("www.example.com", RecordType.A))
                .isEqualTo(new Answer.Found(java.util.List.of("203.0.113.7")));
        assertThat(dns.ask("www.example.com", RecordType.AAAA)).isEqualTo(new Answer.Nothing());
    }

    @Test
    void aliases_that_lead_in_a_circle_lead_nowhere() {
        responsible.with(
                "a.example.com. CNAME b.example.com.", "b.example.com. CNAME a.example.com.");

        assertThat(dns.ask("a.example.com", RecordType.A)).isEqualTo(new Answer.Nothing());
    }

    @Test
    void a_long_text_is_put_together() {
        responsible.with("_freehold.example.com. TXT \"freehold=\" \"abc\"");

        assertThat(dns.ask("_freehold.example.com", RecordType.TXT))
                .isEqualTo(new Answer.Found(java.util.List.of("freehold=abc")));
    }

    @Test
    void what_is_not_there_is_nothing_and_who_can_not_say_has_failed() {
        assertThat(dns.ask("nobody.example.com", RecordType.A)).isEqualTo(new Answer.Nothing());

        responsible.fail(Rcode.SERVFAIL);

        assertThat(dns.ask("www.example.com", RecordType.A))
                .isEqualTo(new Answer.Failed("127.0.0.2 says: SERVFAIL"));
    }

    @Test
    void a_server_that_was_named_is_asked_for_everything() {
        responsible.with("www.example.com. A 203.0.113.7");

        assertThat(LiveDns.only(responsible.address()).ask("www.example.com", RecordType.A))
                .isEqualTo(new Answer.Found(java.util.List.of("203.0.113.7")));
    }
}

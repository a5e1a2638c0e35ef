package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.AddressRanges;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The visitor's address, where proxies and load balancers stand between.
class BehindProxiesTest {
    private static final String HOST = "Host: app.localhost";
    private static final AddressRanges HERE = AddressRanges.parse("127.0.0.0/8, 10.0.0.0/8");

    private static EdgeUnderTest behind(AddressRanges trusted, AddressRanges balancers)
            throws Exception {
        var front = EdgeSettings.Front.DEFAULT.trusting(trusted).balancedBy(balancers);
        var edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(front));
        edge.serveService("app.localhost");
        return edge;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 203.0.113.9 | 203.0.113.9",
                "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3 | 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9:4711 | 203.0.113.9",
                "X-Forwarded-For: 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: nonsense, 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 2001:db8::7 | 2001:db8::7",
                "X-Forwarded-For: nonsense | 127.0.0.1",
                "Forwarded: for=6.6.6.6, for=203.0.113.9;proto=https | 203.0.113.9",
                "Forwarded: for=\"[2001:db8::7]:4711\" | 2001:db8::7",
                "X-Nothing: 1 | 127.0.0.1",
            })
    void is_what_trusted_proxies_say(String header, String address) throws Exception {
        try (var app = App.echo();
                var edge = behind(HERE, AddressRanges.NONE)) {
            edge.upstream(app.port());

            var body = Raw.ask(edge.port(), "GET / HTTP/1.1", HOST, header).body();

            assertThat(body).contains("x-forwarded-for: " + address + "\n");
            assertThat(body).doesNotContain("6.6.6.6", "\nforwarded: ");
        }
    }

    @Test
    void comes_with_the_scheme_and_the_host_that_he_used() throws Exception {
        try (var app = App.echo();
                var edge = behind(HERE, AddressRanges.NONE)) {
            edge.upstream(app.port());

            var body =
                    Raw.ask(
                                    edge.port(),
                                    "GET / HTTP/1.1",
                                    HOST,
                                    "X-Forwarded-Proto: https",
                                    "X-Forwarded-Host: shop.example.com")
                            .body();

            assertThat(body)
                    .contains("x-forwarded-proto: https\n", "x-forwarded-host: shop.example.com\n");
        }
    }

    @Test
    void is_the_connection_s_where_nobody_is_trusted() throws Exception {
        try (var app = App.echo();
                var edge = behind(AddressRanges.parse("10.0.0.0/8"), AddressRanges.NONE)) {
            edge.upstream(app.port());

            var body =
                    Raw.ask(
                                    edge.port(),
                                    "GET / HTTP/1.1",
                                    HOST,
                                    "X-Forwarded-For: 6.6.6.6",
                                    "X-Forwarded-Proto: https",
                                    "Forwarded: for=6.6.6.6;proto=https")
                            .body();

            assertThat(body)
                    .contains("x-forwarded-for: 127.0.0.1\n", "x-forwarded-proto: http\n")
                    .doesNotContain("6.6.6.6");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROXY TCP4 203.0.113.9 127.0.0.1 4711 80 | 203.0.113.9",
                "PROXY TCP6 2001:db8::7 ::1 4711 80 | 2001:db8:0:0:0:0:0:7",
                "PROXY UNKNOWN | 127.0.0.1",
                "PROXY UNKNOWN ffff::1 ::1 1 2 | 127.0.0.1",
            })
    void is_what_a_load_balancer_says_in_a_line(String line, String address) throws Exception {
        try (var app = App.echo();
                var edge = behind(AddressRanges.NONE, HERE);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());

            raw.bytes(line + "\r\n").send("GET / HTTP/1.1", HOST);

            assertThat(raw.read().body()).contains("x-forwarded-for: " + address + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2111000ccb0071097f00000112670050, 203.0.113.9",
        "21110010cb0071097f0000011267005004000101, 203.0.113.9",
        "2000 0000, 127.0.0.1",
        "2121002420010db800000000000000000000000700000000000000000000000000000001 12670050,"
                + " 2001:db8:0:0:0:0:0:7",
    })
    void is_what_a_load_balancer_says_in_bytes(String bytes, String address) throws Exception {
        var said = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + bytes.replace(" ", ""));
        try (var app = App.echo();
                var edge = behind(AddressRanges.NONE, HERE);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());

            raw.bytes(new String(said, StandardCharsets.ISO_8859_1)).send("GET / HTTP/1.1", HOST);

            assertThat(raw.read().body()).contains("x-forwarded-for: " + address + "\n");
        }
    }

    @Test
    void is_known_by_http2_as_well() throws Exception {
        try (var app = App.echo();
                var edge = behind(AddressRanges.NONE, HERE);
                var visitor =
                        RawHttp2.after("PROXY TCP4 203.0.113.9 1.1.1.1 1 2\r\n", edge.port())) {
            edge.upstream(app.port());

            assertThat(visitor.get(1, "/").answer(1).body())
                    .contains("x-forwarded-for: 203.0.113.9\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: app.localhost\r\n\r\n",
                "PROXY TCP4 localhost 127.0.0.1 1 2\r\n",
                "PROXY TCP4 203.0.113.9 127.0.0.1 99999 2\r\n",
                "PROXY SCTP 203.0.113.9 127.0.0.1 1 2\r\n",
                "PROXY\r\n",
                "\r\n\r\n\0\r\nQUIX\n",
                "\r\n\r\n\0\r\nQUIT\n1\021\0\0",
                "\r\n\r\n\0\r\nQUIT\n!\021\0\0",
            })
    void a_load_balancer_that_says_nothing_is_closed(String bytes) throws Exception {
        try (var edge = behind(AddressRanges.NONE, HERE);
                var raw = new Raw(edge.port())) {
            assertThat(raw.bytes(bytes).isClosed()).isTrue();
        }
    }

    @Test
    void nobody_else_may_speak_as_a_load_balancer_does() throws Exception {
        try (var edge = behind(HERE, AddressRanges.parse("10.0.0.0/8"));
                var raw = new Raw(edge.port())) {
            raw.bytes("PROXY TCP4 203.0.113.9 127.0.0.1 4711 80\r\n").send("GET / HTTP/1.1", HOST);

            assertThat(raw.read().status()).isGreaterThanOrEqualTo(400);
            assertThat(raw.isClosed()).isTrue();
        }
    }
}

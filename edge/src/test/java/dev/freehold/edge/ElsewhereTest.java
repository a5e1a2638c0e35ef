package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Route;
import dev.freehold.output.Routes;
import dev.freehold.route.Decision;
import dev.freehold.route.ResponseHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElsewhereTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.9.9",
                        "192.168.1.1", "169.254.169.254", "100.64.0.1",
                "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1",
                        "fd00:ec2::254", "fc00::1", "ff02::1",
                "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::"
            })
    void this_machine_and_its_neighbours_are_not_elsewhere(String address) throws Exception {
        assertThat(Elsewhere.isPublic(InetAddress.getAllByName(address)[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.216.34", "8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
    void the_rest_of_the_world_is(String address) throws Exception {
        assertThat(Elsewhere.isPublic(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/a?b=c, api.example, 443, true, /v1/a?b=c",
        "http://api.example:81, api.example:81, 81, false, /",
    })
    void a_url_says_whom_to_ask_for_what(
            String url, String authority, int port, boolean tls, String target) {
        var call =
                Elsewhere.call(new Decision.CallElsewhere(url, ResponseHeaders.NONE)).orElseThrow();

        assertThat(call.origin().orElseThrow().authority()).isEqualTo(authority);
        assertThat(call.origin().orElseThrow().port()).isEqualTo(port);
        assertThat(call.origin().orElseThrow().tls()).isEqualTo(tls);
        assertThat(call.call().target()).isEqualTo(target);
    }

    @Test
    void a_rule_that_leads_to_this_machine_is_not_followed() throws Exception {
        try (var app = App.echo();
                var edge = EdgeUnderTest.start()) {
            var rule = Route.rewrite("/(.*)", "http://localhost:" + app.port() + "/$1");
            edge.serve(
                    "app.localhost",
                    Output.ofFiles(Map.of(), new Routes(Map.of(Phase.START, List.of(rule)))),
                    List.of());

            assertThat(Raw.get(edge.port(), "app.localhost", "/a").status()).isEqualTo(502);
        }
    }
}

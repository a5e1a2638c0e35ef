package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppAddressesTest {
    private static final String HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT";
    private final AppAddresses addresses = AppAddresses.parse("10.211.16.0/20");

    @Test
    void each_slot_takes_four_of_them() {
        assertThat(addresses.range()).isEqualTo("10.211.16.0/20");
        assertThat(new Slot(addresses, 0).address().getHostAddress()).isEqualTo("10.211.16.2");
        assertThat(new Slot(addresses, 1023).address().getHostAddress()).isEqualTo("10.211.31.254");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.211.16.0",
                "10.211.16.0/24",
                "10.211.17.0/20",
                "8.8.0.0/20",
                "10.300.0.0/20",
                "172.32.0.0/20",
                "192.169.0.0/20"
            })
    void others_than_4096_private_ones_are_refused_with_an_example(String text) {
        assertThatThrownBy(() -> AppAddresses.parse(text))
                .isInstanceOf(FreeholdException.class)
                .satisfies(e ->
                        assertThat(((FreeholdException) e).advice().orElse(""))
                                .contains("10.211.16.0/20"));
    }

    @Test
    void a_route_of_the_host_into_them_is_a_clash() {
        assertThat(addresses.clash(List.of(HEAD, route("eth1", "0018D30A", "00F8FFFF"))))
                .contains("10.211.24.0/21 leads to eth1");
        assertThat(addresses.clash(List.of(HEAD, route("tun0", "0000000A", "000000FF"))))
                .contains("10.0.0.0/8 leads to tun0");
    }

    @Test
    void our_own_routes_and_the_default_one_are_none() {
        var table =
                List.of(
                        HEAD,
                        route("eth0", "00000000", "00000000"),
                        route("freehold7", "1C10D30A", "FCFFFFFF"),
                        route("*", "0010D30A", "00F0FFFF"),
                        route("eth1", "0020D30A", "00F0FFFF"));

        assertThat(addresses.clash(table)).isEmpty();
    }

    private static String route(String name, String destination, String mask) {
        return String.join("\t", name, destination, "00000000", "0001", "0", "0", "0", mask, "0");
    }
}

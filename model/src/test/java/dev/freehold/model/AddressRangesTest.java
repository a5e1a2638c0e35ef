package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.3.4, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.200, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::5, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, localhost, false",
        "10.0.0.0/8, 10.1.2.300, false",
    })
    void know_who_is_in_them(String range, String address, boolean in) {
        assertThat(AddressRanges.parse(range).contains(address)).isEqualTo(in);
    }

    @Test
    void are_a_list() {
        var ranges = AddressRanges.parse("10.0.0.0/8, ::1 127.0.0.1");

        assertThat(ranges.ranges()).hasSize(3);
        assertThat(ranges.contains("127.0.0.1")).isTrue();
        assertThat(AddressRanges.parse(" ").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "example.com", "10.0.0.0/x", "::/129", "/8"})
    void refuse_what_is_none(String text) {
        assertThatThrownBy(() -> AddressRanges.parse(text)).hasMessageContaining(text);
    }
}

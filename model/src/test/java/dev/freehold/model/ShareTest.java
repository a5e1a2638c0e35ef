package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
    @ParameterizedTest
    @CsvSource({"5,500,5 %", "5%,500,5 %", "0.25 %,25,0.25 %", "100%,10000,100 %", "0,0,0 %"})
    void is_read_and_written_in_percent(String text, int basisPoints, String written) {
        assertThat(Share.parse(text).basisPoints()).isEqualTo(basisPoints);
        assertThat(Share.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "", "five", "1e3", "0.001", "999"})
    void is_refused_where_it_is_none(String text) {
        assertThatThrownBy(() -> Share.parse(text))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("is no share");
    }

    @Test
    void is_so_many_of_so_many() {
        assertThat(Share.of(12, 80)).hasToString("15 %");
        assertThat(Share.of(0, 0)).isEqualTo(Share.NONE);
    }
}

package dev.freehold.build.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "20, 20.19.0, true",
        "20, 24.0.0, false",
        "20.x, 20.1.2, true",
        "^20.5, 20.4.9, false",
        "^20.5, 20.5.0, true",
        "^0.3.1, 0.4.0, false",
        "~20.5, 20.5.9, true",
        "~20.5, 20.6.0, false",
        ">=18, 24.21.0, true",
        ">= 18 <23, 24.21.0, false",
        ">=18 <23, 22.99.1, true",
        "18 || >=22.1, 22.0.5, false",
        "18 || >=22.1, 18.0.5, true",
        "18 - 20, 20.9.0, true",
        "18 - 20, 21.0.0, false",
        ">20, 20.9.0, false",
        ">20, 21.0.0, true",
        "<=20, 20.9.0, true",
        "*, 24.21.0, true",
        "v22.1.0, 22.1.0, true",
        "*, 25.0.0-rc.1, false"
    })
    void knows_what_npm_means(String range, String version, boolean included) {
        assertThat(new VersionRange(range).includes(version)).isEqualTo(included);
    }

    @Test
    void takes_the_newest_by_number_and_not_by_letter() {
        var versions = List.of("20.9.0", "20.10.1", "20.2.3", "22.0.0");

        assertThat(new VersionRange("20").newest(versions)).contains("20.10.1");
    }
}

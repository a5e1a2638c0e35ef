package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutIsolationTest {
    private static final List<Tier> BARE =
            Tiers.of(new Host(true, true, Map.of(), false, Optional.empty()), Optional.empty());
    private static final List<Tier> APART =
            List.of(new Tier("full", true, "each app has a user of its own"), BARE.getLast());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void is_allowed_to_who_only_tries_things_out(String bind) {
        assertThatCode(() -> WithoutIsolation.parse("").check(BARE, bind))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void is_refused_by_a_server_which_says_what_to_do(String bind) {
        assertThatThrownBy(() -> WithoutIsolation.parse("").check(BARE, bind))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("can't keep apps apart")
                .hasMessageContaining(bind)
                .extracting(e -> ((FreeholdException) e).advice().orElseThrow())
                .asString()
                .contains("freehold doctor", "FREEHOLD_UNCONFINED=allow");
    }

    @Test
    void is_allowed_or_refused_everywhere_where_the_owner_says_so() {
        assertThatCode(() -> WithoutIsolation.parse("allow").check(BARE, "0.0.0.0"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> WithoutIsolation.parse("refuse").check(BARE, "127.0.0.1"))
                .isInstanceOf(FreeholdException.class);
    }

    @Test
    void is_no_question_where_apps_are_kept_apart() {
        assertThatCode(() -> WithoutIsolation.parse("refuse").check(APART, "0.0.0.0"))
                .doesNotThrowAnyException();
    }

    @Test
    void another_word_is_told() {
        assertThatThrownBy(() -> WithoutIsolation.parse("maybe")).hasMessageContaining("maybe");
    }
}

package dev.freehold.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ByteSize;
import dev.freehold.place.Chooser.Bid;
import dev.freehold.run.Need;
import dev.freehold.run.Offer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChooserTest {
    private static final Need NEED = new Need(ByteSize.ofMegabytes(512), Set.of());

    @Test
    void takes_the_cheapest_that_can_be_used() {
        var chosen =
                Chooser.choose(
                        NEED,
                        List.of(
                                bid("dear", true, 9),
                                bid("sick", false, 1),
                                bid("cheap", true, 3)));

        assertThat(chosen.place()).isEqualTo("cheap");
    }

    @Test
    void equal_prices_have_always_the_same_answer() {
        var chosen = Chooser.choose(NEED, List.of(bid("b", true, 1), bid("a", true, 1)));

        assertThat(chosen.place()).isEqualTo("a");
    }

    @Test
    void says_why_no_place_takes_it() {
        assertThatThrownBy(() -> Chooser.choose(NEED, List.of(bid("aws", false, 1))))
                .hasMessageContaining("512 MB")
                .hasMessageContaining("\"aws\": is ill");
    }

    private static Bid bid(String place, boolean usable, long price) {
        return new Bid(new Offer("provider", place), usable, usable ? "is well" : "is ill", price);
    }
}

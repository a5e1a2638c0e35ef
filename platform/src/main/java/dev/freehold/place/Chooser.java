package dev.freehold.place;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.Need;
import dev.freehold.run.Offer;
import java.util.Comparator;
import java.util.List;

/// Chooses one of several offers: only healthy providers, then the cheapest, then by name, so that the
/// same question has the same answer.
public final class Chooser {
    private static final Comparator<Bid> BEST =
            Comparator.comparingLong(Bid::microsPerHour).thenComparing(bid -> bid.offer().place());

    private Chooser() {}

    /// An offer with what is known of it.
    ///
    /// @param usable whether its provider can be used now
    /// @param explanation the provider's own words on that
    /// @param microsPerHour price in millionths of a dollar; 0 on ground that is paid for
    public record Bid(Offer offer, boolean usable, String explanation, long microsPerHour) {}

    /// @throws FreeholdException CAPACITY, with each provider's reason
    public static Offer choose(Need need, List<Bid> bids) {
        return bids.stream()
                .filter(Bid::usable)
                .min(BEST)
                .map(Bid::offer)
                .orElseThrow(() -> noneFor(need, bids));
    }

    private static FreeholdException noneFor(Need need, List<Bid> bids) {
        var reasons =
                bids.stream()
                        .map(bid -> "\"" + bid.offer().place() + "\": " + bid.explanation())
                        .toList();
        return new FreeholdException(
                ErrorCode.CAPACITY,
                "no place takes "
                        + need.memory()
                        + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)),
                "see \"freehold doctor\" for what is missing, or ask for less memory in freehold.toml");
    }
}

package dev.freehold.tls;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Optional;

/// The connections of which no handshake is finished yet. Beyond the limit the one that has taken longest goes:
/// who opens many and says nothing loses them, and who is quick gets through. Guarded by its own lock.
final class Handshakes {
    private final int most;
    private final LinkedHashSet<Channel> going = new LinkedHashSet<>();

    Handshakes(int most) {
        this.most = most;
    }

    void began(Channel channel) {
        add(channel).ifPresent(Channel::close);
        channel.closeFuture().addListener(_ -> ended(channel));
    }

    synchronized void ended(Channel channel) {
        going.remove(channel);
    }

    private synchronized Optional<Channel> add(Channel channel) {
        going.add(channel);
        return going.size() > most ? Optional.of(going.removeFirst()) : Optional.empty();
    }
}

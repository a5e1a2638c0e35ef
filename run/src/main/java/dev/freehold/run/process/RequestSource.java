package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import java.time.Instant;
import java.util.Optional;

/// The requests of a deployment, as lines among those of its apps.
record RequestSource(DeploymentId deployment, LogFile file) implements LogSource {
    @Override
    public String name() {
        return "requests";
    }

    @Override
    public Part after(long place) {
        var chunk = file.after(place);
        var lines =
                chunk.lines().stream()
                        .flatMap(line -> RequestText.read(deployment, line).stream())
                        .toList();
        return new Part(lines, chunk.next());
    }

    @Override
    public long begin() {
        return file.begin();
    }

    @Override
    public long end() {
        return file.end();
    }

    /// Each line has its time; a file is small enough to be read.
    @Override
    public long placeOf(Instant since) {
        return 0;
    }

    @Override
    public Optional<Instant> ended() {
        return Optional.empty();
    }
}

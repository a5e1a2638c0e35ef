package dev.freehold.output;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Outputs by their digest, each in memory once however many use it: reading the description of a
/// thousand files takes longer than a switch. What nobody else holds is let go, except the last one
/// learnt, since what was just built is what is routed next. Safe for concurrent use.
public final class Outputs {
    private final Blobs blobs;
    private final Map<Digest, WeakReference<Output>> held = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<Output>> last = new AtomicReference<>(Optional.empty());

    public Outputs(Blobs blobs) {
        this.blobs = blobs;
    }

    /// What has just been written under that digest.
    public void learn(Digest digest, Output output) {
        held.values().removeIf(reference -> reference.refersTo(null));
        held.put(digest, new WeakReference<>(output));
        last.set(Optional.of(output));
    }

    /// Read from the content where it is not in memory.
    ///
    /// @throws dev.freehold.model.FreeholdException NOT_FOUND where it is not here, INVALID where the
    ///     content is no output
    public Output output(Digest digest) {
        var reference = held.get(digest);
        var known = reference == null ? null : reference.get();
        if (known != null) {
            return known;
        }
        var output = read(digest);
        held.put(digest, new WeakReference<>(output));
        return output;
    }

    private Output read(Digest digest) {
        try {
            return OutputJson.readOutput(Files.readAllBytes(blobs.file(digest)));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the output " + digest, e);
        }
    }
}

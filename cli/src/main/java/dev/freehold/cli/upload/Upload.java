package dev.freehold.cli.upload;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Problem;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sends files by digest over four connections, streamed from the disk, small ones together, and again where the way broke.
public final class Upload {
    private static final int CONNECTIONS = 4;
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int WORTH_NO_QUESTION = 32;
    private static final long SMALL = 4 << 20;

    private final Api api;
    private final Traffic traffic;

    public Upload(Api api, Traffic traffic) {
        this.api = api;
        this.traffic = traffic;
    }

    /// Sends what changed since the last deployment, where that is little: the platform need not be
    /// asked first whether it has it. A first deployment is asked about as a whole.
    public void sendChanges(SourceTree tree) {
        var changed = tree.notDeployed();
        long bytes = 0;
        for (var hashed : changed) {
            bytes += hashed.file().size();
        }
        boolean little = changed.size() <= WORTH_NO_QUESTION && bytes <= SMALL;
        if (little && changed.size() < tree.files().size()) {
            send(changed);
        }
    }

    /// Sends what the platform says it lacks.
    public int sendMissing(SourceTree tree, List<String> digests) {
        var missing = tree.withDigests(digests);
        send(missing);
        return missing.size();
    }

    private void send(List<SourceTree.Hashed> files) {
        long bytes = 0;
        for (var hashed : files) {
            bytes += hashed.file().size();
        }
        var biggestFirst = new ArrayList<>(files);
        biggestFirst.sort((one, other) -> Long.compare(other.file().size(), one.file().size()));
        traffic.begins(Traffic.Way.SENT, files.size(), bytes);
        new Workers(CONNECTIONS).forEach(Parcel.of(biggestFirst), this::sendPersistently);
        traffic.ends();
    }

    private void sendPersistently(Parcel parcel) {
        var pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            var content = parcel.content(traffic);
            try {
                send(parcel, content);
                return;
            } catch (IOException e) {
                content.takeBack();
                if (attempt == TRIES) {
                    throw api.unavailable(e);
                }
            } catch (Problem problem) {
                content.takeBack();
                if (attempt == TRIES || !isPassing(problem.code())) {
                    throw problem;
                }
            }
            pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private void send(Parcel parcel, Content content) throws IOException {
        if (parcel.isSingle()) {
            api.upload("PUT", "/blobs/sha256:" + parcel.files().getFirst().digest(), content);
        } else {
            api.upload("POST", "/blobs", content);
        }
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE
                || code == ErrorCode.TIMED_OUT
                || code == ErrorCode.CAPACITY;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "", e);
        }
    }
}

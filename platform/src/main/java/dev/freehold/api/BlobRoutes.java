package dev.freehold.api;

import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.model.TeamId;
import dev.freehold.store.Tables;
import io.javalin.http.Context;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Content on its way in: what is missing, and the bytes.
final class BlobRoutes {
    private static final int DIGEST = 32;
    private static final int PIECES = 1000;
    private static final ByteSize PIECE = ByteSize.ofMegabytes(1);

    private final Rooms rooms;
    private final Requests requests;

    BlobRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.post("/blobs/missing", this::missing)
                .post("/blobs", this::putTogether)
                .put("/blobs/{digest}", this::put);
    }

    record Wanted(@Nullable List<Digest> digests) {}

    private void missing(Context request) {
        var wanted = requests.json(request, Wanted.class).digests();
        if (wanted == null || wanted.contains(null)) {
            throw Invalid.because("the request has no digests", "send {\"digests\": […]}");
        }
        var sizes =
                rooms.means()
                        .database()
                        .read(Guard.caller(request).team(), tables -> tables.blobs().sizes(wanted));
        Thread.ofVirtual().name("renew-blobs").start(() -> renew(sizes.keySet()));
        var missing =
                wanted.stream().filter(digest -> !sizes.containsKey(digest)).distinct().toList();
        Answers.json(request, Map.of("missing", missing));
    }

    /// Who hears that these are here may rely on it for a while.
    private void renew(Set<Digest> here) {
        rooms.means().blobs().renew(here, rooms.means().clock().instant());
    }

    private void put(Context request) throws IOException {
        var digest = Digest.parse(request.pathParam("digest"));
        var team = Guard.caller(request).team();
        if (rooms.means().database().read(team, tables -> has(tables, digest))
                && rooms.means().blobs().renewIfHere(digest)) {
            request.status(200);
            return;
        }
        remember(
                team, Map.of(digest, rooms.means().blobs().put(request.bodyInputStream(), digest)));
        request.status(201);
    }

    /// Many small pieces in one body: 32 bytes of digest, 8 of length, the content, and so on.
    private void putTogether(Context request) throws IOException {
        try (var batch = rooms.means().blobs().batch();
                var pieces = new DataInputStream(request.bodyInputStream())) {
            var digest = new byte[DIGEST];
            for (int n = 0; pieces.readNBytes(digest, 0, DIGEST) == DIGEST; n++) {
                batch.add(Digest.of(digest), content(pieces, n));
            }
            var sizes = batch.keep();
            remember(Guard.caller(request).team(), sizes);
            Answers.json(request.status(201), Map.of("taken", sizes.size()));
        } catch (EOFException e) {
            throw Invalid.because("the content was cut", "send it again");
        }
    }

    /// After a sweep, or before it: in its midst it might forget what has just been sent again.
    private void remember(TeamId team, Map<Digest, Long> sizes) {
        var means = rooms.means();
        means.gate()
                .relying(() ->
                        means.database()
                                .write(
                                        team,
                                        tables -> {
                                            sizes.forEach(tables.blobs()::add);
                                            return sizes;
                                        }));
    }

    private static byte[] content(DataInputStream pieces, int before) throws IOException {
        long length = pieces.readLong();
        if (length < 0 || length > PIECE.bytes() || before >= PIECES) {
            throw new FreeholdException(
                    ErrorCode.TOO_LARGE,
                    "a request takes " + PIECES + " pieces of " + PIECE + " at most",
                    "send larger content by PUT, each by itself");
        }
        var content = new byte[(int) length];
        pieces.readFully(content);
        return content;
    }

    private static boolean has(Tables tables, Digest digest) {
        return !tables.blobs().sizes(List.of(digest)).isEmpty();
    }
}

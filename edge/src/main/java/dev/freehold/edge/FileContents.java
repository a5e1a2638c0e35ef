package dev.freehold.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freehold.model.Blobs;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The bytes of static files: small ones and compressed ones from a memory of bounded size, the others
/// as open files. Files are read and compressed on worker threads. Safe for concurrent use.
final class FileContents {
    private static final long SMALL = 64 << 10;
    private static final long COMPRESSED_AT_MOST = 4 << 20;
    private static final long WORTH_COMPRESSING = 1 << 10;
    private static final int COST_OF_ENTRY = 256;

    private final Blobs blobs;
    private final Cache<Key, Optional<Buffer>> memory;

    private record Key(Digest digest, boolean compressed) {}

    FileContents(Blobs blobs, ByteSize memory) {
        this.blobs = blobs;
        this.memory =
                Caffeine.newBuilder()
                        .maximumWeight(memory.bytes())
                        .weigher((Key _, Optional<Buffer> kept) ->
                                COST_OF_ENTRY + kept.map(Buffer::length).orElse(0))
                        .executor(Runnable::run)
                        .build();
    }

    static boolean isSmall(long size) {
        return size <= SMALL;
    }

    static boolean isWorthCompressing(long size) {
        return size > WORTH_COMPRESSING && size <= COMPRESSED_AT_MOST;
    }

    /// All bytes of a small file.
    Future<Buffer> small(Vertx vertx, Digest digest) {
        return kept(vertx, new Key(digest, false)).map(Optional::orElseThrow);
    }

    /// The file compressed by gzip (RFC 1952), or empty where that saves less than a tenth.
    Future<Optional<Buffer>> compressed(Vertx vertx, Digest digest) {
        return kept(vertx, new Key(digest, true));
    }

    Future<RandomAccessFile> open(Vertx vertx, Digest digest) {
        return elsewhere(vertx, () -> new RandomAccessFile(blobs.file(digest).toFile(), "r"));
    }

    /// To be read in pieces.
    Future<AsyncFile> stream(Vertx vertx, Digest digest) {
        var reading = new OpenOptions().setWrite(false).setCreate(false);
        return vertx.fileSystem()
                .open(blobs.file(digest).toString(), reading)
                .map(file -> file.setReadBufferSize((int) SMALL));
    }

    private Future<Optional<Buffer>> kept(Vertx vertx, Key key) {
        var kept = memory.getIfPresent(key);
        return kept != null
                ? Future.succeededFuture(kept)
                : elsewhere(vertx, () -> memory.asMap().computeIfAbsent(key, this::load));
    }

    /// On a worker thread.
    private static <T> Future<T> elsewhere(Vertx vertx, Callable<T> read) {
        return vertx.executeBlocking(read, false).map(Objects::requireNonNull);
    }

    private Optional<Buffer> load(Key key) {
        try {
            var bytes = Files.readAllBytes(blobs.file(key.digest()));
            return key.compressed() ? compress(bytes) : Optional.of(Buffer.buffer(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<Buffer> compress(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new BestGzip(compressed)) {
            gzip.write(bytes);
        }
        return compressed.size() > bytes.length - bytes.length / 10
                ? Optional.empty()
                : Optional.of(Buffer.buffer(compressed.toByteArray()));
    }

    /// Compressed once, sent many times.
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}

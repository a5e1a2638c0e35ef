package dev.freehold.edge;

import dev.freehold.output.StaticFile;
import dev.freehold.route.Decision;
import dev.freehold.route.HashedAssets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/// Serves an output's files: conditional, in ranges, compressed where both sides gain (RFC 9110). The
/// digest of the content is its strong validator.
final class StaticFiles {
    private static final CharSequence RANGE = HttpHeaders.createOptimized("range");
    private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("if-range");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence TYPE_OPTIONS =
            HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence REVALIDATE =
            HttpHeaders.createOptimized("public, max-age=0, must-revalidate");
    private static final CharSequence FOREVER =
            HttpHeaders.createOptimized("public, max-age=31536000, immutable");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence BYTES = HttpHeaders.createOptimized("bytes");

    private final Vertx vertx;
    private final FileContents contents;

    StaticFiles(Vertx vertx, FileContents contents) {
        this.vertx = vertx;
        this.contents = contents;
    }

    void serve(Exchange exchange, Decision.ServeFile decision) {
        if (!exchange.asked().reads()) {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Pages.send(exchange, Problem.NOT_ALLOWED);
            return;
        }
        var type = decision.file().contentType().orElseGet(() -> ContentTypes.of(decision.path()));
        addHeaders(exchange.response().setStatusCode(decision.status()), decision, type);
        if (wantsCompressed(exchange, decision, type)) {
            sendCompressed(exchange, decision);
        } else {
            sendPlain(exchange, decision);
        }
    }

    private static void addHeaders(
            HttpServerResponse response, Decision.ServeFile decision, String type) {
        boolean forever = decision.status() == 200 && HashedAssets.isImmutable(decision.path());
        ServerDate.stamp(response)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, forever ? FOREVER : REVALIDATE)
                .putHeader(TYPE_OPTIONS, NOSNIFF);
        if (ContentTypes.isCompressible(type)) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        decision.headers().usual().forEach(response::putHeader);
        decision.headers().important().forEach(response::putHeader);
    }

    private static boolean wantsCompressed(
            Exchange exchange, Decision.ServeFile decision, String type) {
        var request = exchange.request();
        return FileContents.isWorthCompressing(decision.file().size())
                && ContentTypes.isCompressible(type)
                && AcceptedCodings.gzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                && !request.headers().contains(RANGE);
    }

    private void sendCompressed(Exchange exchange, Decision.ServeFile decision) {
        contents.compressed(vertx, decision.file().digest())
                .onSuccess(kept ->
                        kept.ifPresentOrElse(
                                bytes -> sendCompressed(exchange, decision, bytes),
                                () -> sendPlain(exchange, decision)))
                .onFailure(_ -> Pages.sendAnew(exchange, Problem.INTERNAL));
    }

    private static void sendCompressed(
            Exchange exchange, Decision.ServeFile decision, Buffer bytes) {
        var tag = tag(decision.file(), "-gzip");
        exchange.response().putHeader(HttpHeaders.ETAG, tag);
        if (isKnown(exchange, decision, tag)) {
            exchange.response().setStatusCode(304).end();
            return;
        }
        exchange.response().putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        send(exchange, bytes);
    }

    private void sendPlain(Exchange exchange, Decision.ServeFile decision) {
        var tag = tag(decision.file(), "");
        var response =
                exchange.response()
                        .putHeader(HttpHeaders.ETAG, tag)
                        .putHeader(HttpHeaders.ACCEPT_RANGES, BYTES);
        if (isKnown(exchange, decision, tag)) {
            response.setStatusCode(304).end();
            return;
        }
        long size = decision.file().size();
        switch (range(exchange, decision, tag)) {
            case ByteRange.Whole _ ->
                    sendPart(exchange, decision.file(), new ByteRange.Part(0, size));
            case ByteRange.Part part -> {
                response.setStatusCode(206)
                        .putHeader(
                                HttpHeaders.CONTENT_RANGE,
                                "bytes %d-%d/%d"
                                        .formatted(
                                                part.first(),
                                                part.first() + part.length() - 1,
                                                size));
                sendPart(exchange, decision.file(), part);
            }
            case ByteRange.Outside _ ->
                    response.setStatusCode(416)
                            .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size)
                            .end();
        }
    }

    /// `If-Range` with another version's validator wants the whole (RFC 9110 §13.1.5); ranges are for GET
    /// only (§14.2).
    private static ByteRange range(Exchange exchange, Decision.ServeFile decision, String tag) {
        var condition = exchange.request().getHeader(IF_RANGE);
        boolean applies =
                decision.status() == 200
                        && !exchange.isHead()
                        && (condition == null || condition.equals(tag));
        var header = Optional.ofNullable(exchange.request().getHeader(RANGE));
        return ByteRange.of(applies ? header : Optional.empty(), decision.file().size());
    }

    private void sendPart(Exchange exchange, StaticFile file, ByteRange.Part part) {
        if (exchange.isHead()) {
            exchange.response()
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(part.length()))
                    .end();
        } else if (FileContents.isSmall(file.size())) {
            contents.small(vertx, file.digest())
                    .onSuccess(bytes -> send(exchange, slice(bytes, part)))
                    .onFailure(_ -> Pages.sendAnew(exchange, Problem.INTERNAL));
        } else if (exchange.isHttp2()) {
            contents.stream(vertx, file.digest())
                    .onSuccess(open -> sendStream(exchange, open, part))
                    .onFailure(_ -> Pages.sendAnew(exchange, Problem.INTERNAL));
        } else {
            contents.open(vertx, file.digest())
                    .onSuccess(open -> sendOpen(exchange, open, part))
                    .onFailure(_ -> Pages.sendAnew(exchange, Problem.INTERNAL));
        }
    }

    private static Buffer slice(Buffer bytes, ByteRange.Part part) {
        return part.length() == bytes.length()
                ? bytes
                : bytes.slice((int) part.first(), (int) (part.first() + part.length()));
    }

    private static void sendOpen(Exchange exchange, RandomAccessFile open, ByteRange.Part part) {
        var sent =
                exchange.isOver()
                        ? Future.<Void>succeededFuture()
                        : exchange.response().sendFile(open, part.first(), part.length());
        sent.onComplete(_ -> close(open));
    }

    /// HTTP/2 has frames to write and windows to heed: the kernel can't send the file by itself.
    private void sendStream(Exchange exchange, AsyncFile open, ByteRange.Part part) {
        if (exchange.isOver()) {
            open.close();
            return;
        }
        var response = exchange.response();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(part.length()));
        open.setReadPos(part.first()).setReadLength(part.length());
        new Pipe(open, response)
                .start()
                .onComplete(_ -> response.end(), _ -> exchange.breakOff())
                .onComplete(_ -> vertx.runOnContext(_ -> open.close()));
    }

    private static void close(RandomAccessFile open) {
        try {
            open.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void send(Exchange exchange, Buffer bytes) {
        if (exchange.isOver()) {
            return;
        }
        if (exchange.isHead()) {
            exchange.response()
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes.length()))
                    .end();
        } else {
            exchange.response().end(bytes);
        }
    }

    /// Whether the visitor has this content already (RFC 9110 §13.1.2).
    private static boolean isKnown(Exchange exchange, Decision.ServeFile decision, String tag) {
        var condition = exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return condition != null
                && decision.status() == 200
                && (condition.equals("*") || condition.contains(tag));
    }

    private static String tag(StaticFile file, String variant) {
        return '"' + file.digest().hex() + variant + '"';
    }
}

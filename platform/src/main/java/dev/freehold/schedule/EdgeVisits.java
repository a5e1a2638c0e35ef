package dev.freehold.schedule;

import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Visits through the edge, over plain HTTP/1.1 on a connection of its own. The names of apps resolve in
/// browsers and nowhere else, and Java's own clients let nobody choose the host that they name.
public final class EdgeVisits implements Visits {
    /// Vercel's, by which apps know a cron's request (https://vercel.com/docs/cron-jobs).
    private static final String USER_AGENT = "vercel-cron/1.0";

    private final InetSocketAddress edge;

    /// @param edge where it listens
    public EdgeVisits(InetSocketAddress edge) {
        this.edge = edge;
    }

    @Override
    public Answer ask(Question question) throws IOException {
        var deadline = new Deadline(question.limit());
        try (var socket = new Socket()) {
            socket.connect(edge, deadline.left());
            socket.getOutputStream().write(head(question).getBytes(StandardCharsets.ISO_8859_1));
            return new AnswerReader(new TimedStream(socket, deadline)).read();
        }
    }

    private static String head(Question question) {
        return "GET "
                + path(question.url())
                + " HTTP/1.1\r\nHost: "
                + question.url().getRawAuthority()
                + "\r\nUser-Agent: "
                + USER_AGENT
                + "\r\nAccept: */*\r\nConnection: close\r\n"
                + question.bearer().map(EdgeVisits::authorization).orElse("")
                + "\r\n";
    }

    private static String path(URI url) {
        return url.getRawQuery() == null
                ? url.getRawPath()
                : url.getRawPath() + "?" + url.getRawQuery();
    }

    private static String authorization(Secret bearer) {
        var text = bearer.reveal();
        if (!text.matches("[!-~]+( +[!-~]+)*")) {
            throw Invalid.because(
                    "CRON_SECRET can't stand in a header: it holds line breaks, spaces at an end, or letters beyond ASCII",
                    "set it again: \"freehold env add CRON_SECRET\"");
        }
        return "Authorization: Bearer " + text + "\r\n";
    }

    /// Until then all of it is done.
    static final class Deadline {
        private final long end;

        Deadline(Duration limit) {
            end = System.nanoTime() + limit.toNanos();
        }

        /// In milliseconds, as sockets take it; 0 would mean without a limit.
        int left() throws java.net.SocketTimeoutException {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new java.net.SocketTimeoutException("the time is over");
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }
}

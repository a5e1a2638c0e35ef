package dev.freehold.edge;

import dev.freehold.edge.Sites.Answer.Divided;
import dev.freehold.edge.Sites.Side;
import dev.freehold.model.Canary;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.function.IntUnaryOperator;

/// Gives each visitor of a canary one of the two versions, and keeps it with a cookie.
///
/// The cookie holds the candidate's id and a number from 0 to 9,999 that was drawn; below the canary's share
/// it means the candidate. So a larger share takes more visitors and sends nobody back, and a cookie of
/// another canary means nothing. Who writes a number of his own chooses a side: both are public, each under
/// its own name as well, so nothing is gained by it. Who keeps no cookies draws anew each time.
///
/// No shared cache may answer one visitor with what another drew ([PrivateAnswer]).
final class Sides {
    static final String COOKIE = "__freehold_canary";
    private static final int NUMBERS = 10_000;
    private static final int UNKNOWN = -1;
    private static final Duration KEPT = Duration.ofDays(7);

    private final IntUnaryOperator chance;

    /// @param chance draws a number from 0 to below its bound
    Sides(IntUnaryOperator chance) {
        this.chance = chance;
    }

    /// The visitor's version; the answer will carry what keeps it, and is counted.
    Side choose(Exchange exchange, Divided divided) {
        var canary = divided.canary();
        int known = number(exchange.request().headers(), canary);
        int number = known == UNKNOWN ? chance.applyAsInt(NUMBERS) : known;
        var side = number < canary.share().basisPoints() ? divided.candidate() : divided.current();
        exchange.countedBy(side.tally());
        exchange.response()
                .headersEndHandler(_ ->
                        begin(exchange, known == UNKNOWN ? cookie(exchange, canary, number) : ""));
        return side;
    }

    private static void begin(Exchange exchange, String cookie) {
        var response = exchange.response();
        var waited = Duration.ofNanos(System.nanoTime() - exchange.startedNanos());
        exchange.tally().answered(response.getStatusCode(), waited);
        if (!PrivateAnswer.isTheSameForAll(exchange.asked(), response.getStatusCode())) {
            PrivateAnswer.mark(response.headers());
            if (!cookie.isEmpty()) {
                response.headers().add(HttpHeaders.SET_COOKIE, cookie);
            }
        }
    }

    private static String cookie(Exchange exchange, Canary canary, int number) {
        return "%s=%s.%d; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(
                        COOKIE,
                        canary.candidate(),
                        number,
                        KEPT.toSeconds(),
                        exchange.request().isSSL() ? "; Secure" : "");
    }

    /// What the visitor drew in this canary, or UNKNOWN.
    private static int number(MultiMap headers, Canary canary) {
        var wanted = COOKIE + "=" + canary.candidate() + ".";
        for (var line : headers.getAll(HttpHeaders.COOKIE)) {
            int at = line.indexOf(wanted);
            if (at == 0 || (at > 0 && " ;".indexOf(line.charAt(at - 1)) >= 0)) {
                return number(line, at + wanted.length());
            }
        }
        return UNKNOWN;
    }

    private static int number(String line, int from) {
        int end = line.indexOf(';', from);
        var text = line.substring(from, end < 0 ? line.length() : end).strip();
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : UNKNOWN;
    }
}

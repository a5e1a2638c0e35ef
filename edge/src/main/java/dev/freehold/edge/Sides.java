package dev.freehold.edge;

import dev.freehold.edge.Sites.Answer.Divided;
import dev.freehold.edge.Sites.Side;
import dev.freehold.model.Canary;
import dev.freehold.model.DeploymentId;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/// Gives each visitor of a canary one of the two versions, and keeps it with a cookie.
///
/// The cookie holds the candidate's id, a number from 0 to 9,999 that was drawn, and the edge's seal; below
/// the canary's share the number means the candidate. So a larger share takes more visitors and sends nobody
/// back, and a cookie of another canary, or with a number that somebody wrote himself, means nothing. Who
/// keeps no cookies draws anew each time.
///
/// Who comes back knows his side, and could fail there on purpose: he weighs no more than one visitor
/// ([Tally#of]). Who draws does not know it yet, and counts as often as he comes.
///
/// No shared cache may answer one visitor with what another drew ([PrivateAnswer]).
final class Sides {
    static final String COOKIE = "__freehold_canary";
    private static final int NUMBERS = 10_000;
    private static final int UNKNOWN = -1;
    private static final Duration KEPT = Duration.ofDays(7);

    /// A number and its seal.
    private static final Pattern DRAWN =
            Pattern.compile("(\\d{1,4})\\.([\\w-]{" + Seal.LENGTH + "})");

    private final IntUnaryOperator chance;
    private final Seal seal;

    /// @param chance draws a number from 0 to below its bound
    Sides(IntUnaryOperator chance, Seal seal) {
        this.chance = chance;
        this.seal = seal;
    }

    /// The visitor's version; the answer will carry what keeps it, and is counted.
    Side choose(Exchange exchange, Divided divided) {
        var canary = divided.canary();
        int known = number(exchange.request().headers().getAll(HttpHeaders.COOKIE), canary);
        int number = known == UNKNOWN ? chance.applyAsInt(NUMBERS) : known;
        var side = number < canary.share().basisPoints() ? divided.candidate() : divided.current();
        exchange.countedBy(known == UNKNOWN ? side.tally() : side.tally().of(known));
        exchange.beforeHead(
                () -> begin(exchange, known == UNKNOWN ? cookie(exchange, canary, number) : ""));
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

    private String cookie(Exchange exchange, Canary canary, int number) {
        var drawn = canary.candidate() + "." + number;
        return "%s=%s.%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(
                        COOKIE,
                        drawn,
                        seal.of(drawn),
                        KEPT.toSeconds(),
                        exchange.visitor().secure() ? "; Secure" : "");
    }

    /// What the visitor drew in this canary, or UNKNOWN.
    private int number(List<String> cookies, Canary canary) {
        var wanted = COOKIE + "=" + canary.candidate() + ".";
        for (var line : cookies) {
            int at = line.indexOf(wanted);
            if (at == 0 || (at > 0 && " ;".indexOf(line.charAt(at - 1)) >= 0)) {
                return number(valueAt(line, at + wanted.length()), canary.candidate());
            }
        }
        return UNKNOWN;
    }

    private int number(String value, DeploymentId candidate) {
        var drawn = DRAWN.matcher(value);
        return drawn.matches() && seal.isOf(candidate + "." + drawn.group(1), drawn.group(2))
                ? Integer.parseInt(drawn.group(1))
                : UNKNOWN;
    }

    private static String valueAt(String line, int from) {
        int end = line.indexOf(';', from);
        return line.substring(from, end < 0 ? line.length() : end).strip();
    }
}

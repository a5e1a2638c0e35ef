package dev.freehold.edge;

/// Refuses what the visitor could not know to be right here: he was shown a certificate that is not the
/// host's. A browser that shares one connection among several hosts then opens another (RFC 9110 §15.5.20).
final class KeepToCertificate implements Step {
    @Override
    public void take(Exchange exchange, Runnable next) {
        var request = exchange.request();
        if (request.isSSL() && !belongsHere(exchange)) {
            Pages.send(exchange, Problem.MISDIRECTED);
        } else {
            next.run();
        }
    }

    private static boolean belongsHere(Exchange exchange) {
        var host = exchange.host().orElseThrow();
        return Sockets.shown(exchange.request().connection())
                .filter(shown -> shown.covers(host))
                .isPresent();
    }
}

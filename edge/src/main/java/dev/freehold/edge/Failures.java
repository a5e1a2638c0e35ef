package dev.freehold.edge;

import dev.freehold.route.Decision;

/// Shows that an app failed: with the deployment's own page for errors where it has one and a person
/// reads it, else with ours.
final class Failures {
    private final StaticFiles files;

    Failures(StaticFiles files) {
        this.files = files;
    }

    void show(Exchange exchange, Problem problem) {
        if (exchange.isOver() || exchange.response().headWritten()) {
            return;
        }
        if (exchange.asked().reads()
                && Pages.wantsHtml(exchange)
                && ownPage(exchange, problem) instanceof Decision.ServeFile page) {
            Pages.mark(exchange.response(), problem);
            exchange.response().putHeader(NameRequest.HEADER, exchange.id());
            files.serve(exchange, page);
        } else {
            Pages.send(exchange, problem);
        }
    }

    private static Decision ownPage(Exchange exchange, Problem problem) {
        return exchange.site().router().failed(exchange.asked(), problem.status());
    }
}

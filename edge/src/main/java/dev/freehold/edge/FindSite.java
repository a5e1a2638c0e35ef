package dev.freehold.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/// Finds who answers, anew for every request: a kept connection sees a switch with its next request.
final class FindSite implements Step {
    private final Context context;
    private final Sites sites;
    private final Sides sides;

    FindSite(Vertx vertx, Sites sites, Seal seal) {
        this.context = vertx.getOrCreateContext();
        this.sites = sites;
        this.sides = new Sides(bound -> ThreadLocalRandom.current().nextInt(bound), seal);
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        take(exchange, sites.find(exchange.host().orElseThrow()), next);
    }

    private void take(Exchange exchange, Sites.Answer answer, Runnable next) {
        switch (answer) {
            case Sites.Answer.Found found -> goOn(exchange, found.site(), next);
            case Sites.Answer.Divided divided ->
                    take(exchange, sides.choose(exchange, divided).answer(), next);
            case Sites.Answer.Loading loading -> hold(exchange, loading, next);
            case Sites.Answer.Gone _ -> Pages.send(exchange, Problem.GONE);
            case Sites.Answer.Unknown _ -> Pages.send(exchange, Problem.UNKNOWN_HOST);
        }
    }

    /// Bytes that come meanwhile stay in the socket.
    private void hold(Exchange exchange, Sites.Answer.Loading loading, Runnable next) {
        exchange.pause();
        loading.site()
                .whenComplete((site, failure) ->
                        context.runOnContext(_ -> {
                            if (failure == null) {
                                goOn(exchange, site, next);
                            } else {
                                Pages.send(exchange, Problem.INTERNAL);
                            }
                        }));
    }

    private static void goOn(Exchange exchange, LiveSite site, Runnable next) {
        exchange.found(site);
        next.run();
    }
}

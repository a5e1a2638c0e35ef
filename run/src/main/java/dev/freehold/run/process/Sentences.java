package dev.freehold.run.process;

import dev.freehold.output.Service;
import dev.freehold.run.Offer;
import dev.freehold.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/// What applying a deployment would do here, said in words.
final class Sentences {
    private Sentences() {}

    static List<String> plan(RunSpec spec, Offer offer) {
        var all = new ArrayList<String>();
        for (var service : spec.services().values()) {
            all.add(sentence(service) + " on " + offer.place());
        }
        spec.volumes()
                .forEach(
                        volume -> all.add("keep volume " + volume.name() + " at " + volume.path()));
        return all;
    }

    private static String sentence(Service service) {
        var command = String.join(" ", service.command().arguments());
        var limits = " with at most " + service.limits().memory() + " of memory";
        return switch (service.kind()) {
            case WEB -> "serve " + service.name() + " by \"" + command + "\"" + limits;
            case WORKER -> "keep " + service.name() + " running by \"" + command + "\"" + limits;
            case RELEASE -> "run " + service.name() + " once by \"" + command + "\"" + limits;
        };
    }
}

package dev.freehold.run.process;

import dev.freehold.run.ProviderException;
import dev.freehold.run.process.HealthCheck.Verdict;
import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.Listener.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/// Says why an instance did not get healthy, and what its author can do: what it did, where it listens
/// instead, and its last log lines.
///
/// @param reason the second half of a sentence about the instance
record StartFailure(String reason, String advice) {
    private static final int LINES_SHOWN = 20;
    private static final int LONGEST_LINE = 300;
    private static final String READ_THE_LOG = "its log says why: see the lines above";
    private static final String LISTEN_ON_PORT =
            "let it listen on 0.0.0.0 and on the port that the variable PORT names";

    /// Looks at the process while it still lives, so that its ports can be seen.
    static StartFailure of(ProcessInstance instance, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Healthy _ -> throw new IllegalArgumentException("a healthy one");
            case Verdict.Died died -> died(instance, died);
            case Verdict.Silent silent -> silent(instance, silent);
            case Verdict.Sick sick -> sick(sick);
        };
    }

    ProviderException exception(ProcessInstance instance) {
        return ProviderException.invalid(
                "service \""
                        + instance.service()
                        + "\" of "
                        + instance.deployment()
                        + " did not get healthy: it "
                        + reason
                        + lastLines(instance),
                advice);
    }

    private static StartFailure died(ProcessInstance instance, Verdict.Died died) {
        return new StartFailure(
                Endings.sentence(died.exit(), instance),
                died.exit().outOfMemory()
                        ? "give it more memory: \"memory\" in freehold.toml"
                        : READ_THE_LOG);
    }

    private static StartFailure silent(ProcessInstance instance, Verdict.Silent silent) {
        var listeners = instance.process().listeners();
        return new StartFailure(
                where(listeners, instance.told()) + " after " + Endings.seconds(silent.waited()),
                LISTEN_ON_PORT);
    }

    private static String where(Set<Listener> listeners, int port) {
        if (listeners.isEmpty()) {
            return "listens on no port, but PORT is " + port;
        }
        if (listeners.contains(new Listener(port, Reach.LOOPBACK))) {
            return "listens on port " + port + ", but at 127.0.0.1 only, where nobody reaches it,";
        }
        if (listeners.contains(new Listener(port, Reach.LOOPBACK_OF_VERSION_6))) {
            return "listens on port " + port + ", but at ::1 only, where nobody reaches it,";
        }
        return "listens on " + list(listeners) + ", but PORT is " + port;
    }

    private static StartFailure sick(Verdict.Sick sick) {
        return new StartFailure(
                sick.answer()
                        + " to GET \""
                        + sick.path()
                        + "\" after "
                        + Endings.seconds(sick.waited()),
                "mend what the health path says, or name another one: \"health\" in freehold.toml");
    }

    private static String lastLines(ProcessInstance instance) {
        var log = instance.folder().log();
        var last = log.last(LINES_SHOWN);
        var whole = new ArrayList<>(last.lines());
        whole.addAll(log.restAfter(last.next()).lines());
        whole.removeIf(Remarks::isOne);
        if (whole.isEmpty()) {
            return "; it wrote nothing to its log";
        }
        var text = new StringBuilder("; its last lines:");
        whole.forEach(line -> text.append("\n  ").append(cut(line)));
        return text.toString();
    }

    private static String list(Set<Listener> listeners) {
        return listeners.stream()
                .sorted(Comparator.comparingInt(Listener::port).thenComparing(Listener::reach))
                .map(StartFailure::place)
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static String place(Listener listener) {
        return switch (listener.reach()) {
            case ANYWHERE -> Integer.toString(listener.port());
            case LOOPBACK -> "127.0.0.1:" + listener.port();
            case LOOPBACK_OF_VERSION_6 -> "[::1]:" + listener.port();
        };
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}

package dev.freehold.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two hundred apps that sleep, one request to each within a second: frozen ones, and stopped ones.
final class SleepersBench implements Main.Benchmark {
    private static final int APPS = Integer.getInteger("apps", 200);

    @Override
    public List<Main.Row> run() throws Exception {
        return List.of(row("frozen", "freeze = \"2s\""), row("stopped", "idle = \"2s\""));
    }

    private static Main.Row row(String how, String rest) throws Exception {
        try (var platform = Platform.up()) {
            var sleepers = Sleepers.deploy(platform, APPS, rest);
            if (how.equals("frozen")) {
                platform.awaitFrozen();
            } else {
                platform.awaitAsleep();
            }
            var errors = new ArrayList<String>();
            var times = ask(platform, sleepers.hosts(), errors);
            return new Main.Row(
                    APPS + " " + how + " apps, one request to each within a second",
                    "all answered, none over 10 s, no error",
                    Figures.of(times) + "; errors " + errors.size() + (errors.isEmpty() ? "" : " " + errors.getFirst()));
        }
    }

    private static List<Double> ask(Platform platform, List<String> hosts, List<String> errors) throws Exception {
        int port = platform.edgePort();
        var answers = new ArrayList<Future<Double>>();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < hosts.size(); i++) {
                var host = hosts.get(i);
                long at = 1000L * i / hosts.size();
                Callable<Double> visit = () -> {
                    Thread.sleep(at);
                    return WakeBench.firstByte(port, host);
                };
                answers.add(visitors.submit(visit));
            }
        }
        var times = new ArrayList<Double>();
        for (var answer : answers) {
            try {
                times.add(answer.get());
            } catch (java.util.concurrent.ExecutionException e) {
                errors.add(String.valueOf(e.getCause()));
            }
        }
        return times;
    }
}

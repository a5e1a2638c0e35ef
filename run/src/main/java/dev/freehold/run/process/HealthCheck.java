package dev.freehold.run.process;

import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.SandboxedProcess;
import dev.freehold.sandbox.SandboxedProcess.Exit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until a fresh process is healthy, and not a blink longer: a visitor may be waiting.
///
/// No app tells when it listens, so the port is tried again and again, after [Pauses]. A pause is a wait for
/// the process's end: a crash ends the wait at once. Time is taken from the monotonic clock, which nobody
/// sets.
final class HealthCheck {
    /// What was lost on the way to a fresh network is sent again by TCP only after a second (RFC 6298).
    private static final Duration CONNECT_LIMIT = Duration.ofMillis(200);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int STATUS_LINE_START = "HTTP/1.1 200".length();
    private static final int FIRST_SICK_STATUS = 500;

    private final Duration limit;
    private final Duration workerSettles;

    HealthCheck(Duration limit, Duration workerSettles) {
        this.limit = limit;
        this.workerSettles = workerSettles;
    }

    /// One that expects to find a server in full swing.
    static HealthCheck quick() {
        return new HealthCheck(Duration.ofSeconds(5), Duration.ZERO);
    }

    /// How the wait ended.
    sealed interface Verdict {
        /// @param elsewhere where it takes requests, if that is to be remembered
        record Healthy(Optional<Listener> elsewhere) implements Verdict {
            static final Healthy AS_TOLD = new Healthy(Optional.empty());
        }

        record Died(Exit exit) implements Verdict {}

        /// Nobody took a connection within the limit, or it listens elsewhere.
        record Silent(Duration waited) implements Verdict {}

        /// It takes connections, but its health path does not answer well.
        record Sick(String path, String answer, Duration waited) implements Verdict {}
    }

    /// A server is healthy when its port is open and its health path, if any, answers below 500.
    Verdict awaitServer(Entrance entrance, Optional<String> healthPath, Pauses pauses) {
        long began = System.nanoTime();
        while (true) {
            var verdict = attempt(entrance, healthPath);
            var waited = Duration.ofNanos(System.nanoTime() - began);
            if (verdict instanceof Verdict.Healthy) {
                return verdict;
            }
            var end = endWithin(pauses.after(waited), entrance.process());
            if (end.isPresent()) {
                return new Verdict.Died(end.get());
            }
            boolean sick = verdict instanceof Verdict.Sick;
            if (waited.compareTo(limit) > 0 || (!sick && entrance.isOutOfReach(waited))) {
                return since(waited, verdict);
            }
        }
    }

    /// A worker has nothing to show but that it lives.
    Verdict awaitWorker(SandboxedProcess process) {
        return endWithin(workerSettles, process)
                .<Verdict>map(Verdict.Died::new)
                .orElse(Verdict.Healthy.AS_TOLD);
    }

    /// What the first says that takes a connection.
    private static Verdict attempt(Entrance entrance, Optional<String> healthPath) {
        for (var address : entrance.addresses().toList()) {
            var verdict = attempt(address, healthPath);
            boolean healthy = verdict instanceof Verdict.Healthy;
            if (healthy && isTheApps(address, entrance.process())) {
                return new Verdict.Healthy(entrance.at(address.getPort()));
            }
            if (verdict instanceof Verdict.Sick) {
                return verdict;
            }
        }
        return new Verdict.Silent(Duration.ZERO);
    }

    /// Whether it takes requests at this port of its own, by now.
    static boolean isHealthy(SandboxedProcess process, int port, Optional<String> healthPath) {
        var address = new InetSocketAddress(process.address(), port);
        return attempt(address, healthPath) instanceof Verdict.Healthy
                && isTheApps(address, process);
    }

    private static Verdict attempt(InetSocketAddress address, Optional<String> healthPath) {
        try (var socket = new Socket()) {
            socket.connect(address, (int) CONNECT_LIMIT.toMillis());
            return healthPath.isPresent() ? ask(socket, healthPath.get()) : Verdict.Healthy.AS_TOLD;
        } catch (IOException _) {
            return new Verdict.Silent(Duration.ZERO);
        }
    }

    /// Whether it was the app that took the connection: not a forwarder before it (pasta takes all), nor
    /// a stranger who was quicker at a free port, nor we ourselves (TCP connects a socket to itself when
    /// the port that it happens to call from is the one that it calls: RFC 9293 §3.5). At an address of
    /// its own there is nobody else; so nothing is read there, which takes the kernel milliseconds.
    private static boolean isTheApps(InetSocketAddress address, SandboxedProcess process) {
        return !process.address().isLoopbackAddress()
                || process.listeningPorts().contains(address.getPort());
    }

    private static Verdict ask(Socket socket, String path) {
        try {
            var status = status(socket, path);
            return status < FIRST_SICK_STATUS
                    ? Verdict.Healthy.AS_TOLD
                    : new Verdict.Sick(path, "answers " + status, Duration.ZERO);
        } catch (IOException | NumberFormatException e) {
            return new Verdict.Sick(
                    path, "gives no answer (" + e.getMessage() + ")", Duration.ZERO);
        }
    }

    /// The status of one GET (RFC 9112 §4: `HTTP/1.1 200 OK`).
    private static int status(Socket socket, String path) throws IOException {
        var request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "User-Agent: freehold-health\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = AnswerStart.read(socket, STATUS_LINE_START, ANSWER_LIMIT);
        var line = new String(answer, StandardCharsets.ISO_8859_1);
        if (!line.startsWith("HTTP/") || answer.length < STATUS_LINE_START) {
            throw new IOException("this is no HTTP: \"" + line + "\"");
        }
        return Integer.parseInt(line.substring(9));
    }

    private static Verdict since(Duration waited, Verdict last) {
        return last instanceof Verdict.Sick sick
                ? new Verdict.Sick(sick.path(), sick.answer(), waited)
                : new Verdict.Silent(waited);
    }

    static Optional<Exit> endWithin(Duration time, SandboxedProcess process) {
        try {
            return Optional.of(process.exited().get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while an instance was starting");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox lost process " + process.id(), e);
        }
    }
}

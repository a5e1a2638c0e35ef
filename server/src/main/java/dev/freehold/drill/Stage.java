package dev.freehold.drill;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A platform in two processes, on a data folder and ports of its own. One thread plays on it.
final class Stage implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration COMMAND = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path data;
    private final Path product = Path.of(System.getProperty("freehold.product", ""));
    private final int edgePort = freePort();
    private final int apiPort = freePort();
    private @Nullable Process node;
    private @Nullable Process control;

    Stage(Path data) {
        this.data = data;
    }

    Path data() {
        return data;
    }

    int edgePort() {
        return edgePort;
    }

    void startNode() throws IOException {
        node = start("node", "--edge-port", "" + edgePort);
        await("the node", node, "node/node.json");
    }

    void startControl() throws IOException {
        await("the control plane", launchControl(), "platform.json");
    }

    /// Whether it comes up within a while; what it should not do on a broken database.
    boolean triesToStartControl(Duration limit) throws IOException, InterruptedException {
        return !launchControl().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Process launchControl() throws IOException {
        Files.deleteIfExists(data.resolve("platform.json"));
        control = start("control", "--edge-port", "" + edgePort, "--api-port", "" + apiPort);
        return control;
    }

    /// `kill -9`.
    void killControl() throws InterruptedException {
        if (control != null) {
            control.destroyForcibly().waitFor();
        }
    }

    long controlPid() {
        return control == null ? 0 : control.pid();
    }

    /// What a command of the user's says.
    ///
    /// @throws FreeholdException with its words, where it fails
    String freehold(String... words) throws IOException, InterruptedException {
        var command = java("cli.args", "dev.freehold.cli.Main", words);
        var said = Files.createTempFile("freehold-drill", ".txt");
        try {
            var process = begin(command, said);
            if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                process.destroyForcibly();
                throw failed(String.join(" ", words), Files.readString(said));
            }
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }

    private Process start(String plane, String... options) throws IOException {
        var words = new ArrayList<>(List.of(plane, "--data", data.toString()));
        words.addAll(List.of(options));
        var command = java("server.args", "dev.freehold.server.Main", words.toArray(String[]::new));
        return begin(command, data.resolve(plane + ".out"));
    }

    private Process begin(List<String> command, Path output) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("FREEHOLD_HOME", data.toString());
        return builder.start();
    }

    private List<String> java(String arguments, String main, String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + product.resolve(arguments));
        command.add(main);
        command.addAll(List.of(words));
        return command;
    }

    private void await(String who, Process process, String file) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (!Files.exists(data.resolve(file))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw failed("start " + who, lastWords(who));
            }
            sleep(LOOK_AGAIN);
        }
    }

    private String lastWords(String who) throws IOException {
        var file = data.resolve(who.endsWith("node") ? "node.out" : "control.out");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static FreeholdException failed(String what, String said) {
        return new FreeholdException(
                ErrorCode.INTERNAL, "could not " + what + ": " + said.strip(), "");
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "the drill was interrupted", "", e);
        }
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The platform ends, and its apps with it.
    @Override
    public void close() {
        Optional.ofNullable(control).ifPresent(Process::destroyForcibly);
        Optional.ofNullable(node).ifPresent(Stage::end);
    }

    private static void end(Process process) {
        try {
            process.destroy();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}

package dev.freehold.drill;

import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Whatever happens to the control plane, visitors notice nothing: it is killed, its database is
/// overwritten, its disk is filled, it falls silent; meanwhile visitors ask without a pause, and apps that
/// sleep are woken. At the end it deploys as before.
public final class ControlPlaneDies {
    public static final String NAME = "control-plane-dies";
    private static final String SHOP = "shop.localhost";
    private static final String NO_DISK =
            "not tried: only root can give it a small disk of its own";
    private static final Duration WAKE = Duration.ofSeconds(20);

    /// Longer than a node waits for a word of a control plane that says none.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Stage stage;
    private final Path apps;
    private final Consumer<String> told;
    private final List<Report.Step> steps = new ArrayList<>();
    private int sleepers;

    private ControlPlaneDies(Stage stage, Path apps, Consumer<String> told) {
        this.stage = stage;
        this.apps = apps;
        this.told = told;
    }

    /// Plays it on a platform of its own below a folder, at so many requests a second.
    ///
    /// @param told each step, as it begins and as it ends
    public static Report play(Path folder, int rate, Consumer<String> told)
            throws IOException, InterruptedException {
        try (var disk = SmallDisk.at(Files.createDirectories(folder.resolve("data")));
                var stage = new Stage(disk.path())) {
            var apps = Files.createDirectories(folder.resolve("apps"));
            return new ControlPlaneDies(stage, apps, told).play(rate, disk);
        }
    }

    private Report play(int rate, SmallDisk disk) throws IOException, InterruptedException {
        var began = Instant.now();
        told.accept("a platform in two processes, and five apps, four of which sleep");
        stage.startNode();
        stage.startControl();
        deploy("shop", "version 1");
        for (int i = 0; i < 4; i++) {
            deploySleeper(i);
        }
        awaitSleep();
        var crowd = new Crowd(stage.edgePort(), SHOP, List.of("version 1", "version 2"), rate);
        try (crowd) {
            step("it is killed (kill -9)", this::kill);
            step("its database is overwritten", this::corrupt);
            step("its disk is full", () -> disk.isSmall() ? fill() : NO_DISK);
            step("it falls silent (SIGSTOP)", this::silence);
            step("it deploys as before", this::deployAgain);
        }
        return new Report(
                NAME,
                began,
                steps,
                crowd.served(),
                crowd.failed(),
                crowd.slowest(),
                crowd.troubles());
    }

    private interface Blow {
        /// What was found, in words.
        String strike() throws IOException, InterruptedException;
    }

    private void step(String name, Blow blow) throws InterruptedException {
        told.accept(name);
        long began = System.nanoTime();
        try {
            var finding = blow.strike();
            add(name, true, finding, began);
        } catch (IOException | FreeholdException e) {
            add(name, false, String.valueOf(e.getMessage()), began);
        }
    }

    private void add(String name, boolean passed, String finding, long began) {
        steps.add(
                new Report.Step(
                        name, passed, finding, Duration.ofNanos(System.nanoTime() - began)));
        told.accept("  " + (passed ? "" : "FAILED: ") + finding);
    }

    private String kill() throws IOException, InterruptedException {
        stage.killControl();
        var finding = wake();
        stage.startControl();
        return finding + "; the control plane came back";
    }

    private String corrupt() throws IOException, InterruptedException {
        stage.killControl();
        var kept = keepDatabase();
        Files.write(database(), new byte[1 << 20]);
        boolean came = stage.triesToStartControl(Duration.ofSeconds(10));
        var finding = wake();
        stage.killControl();
        restoreDatabase(kept);
        stage.startControl();
        return finding
                + (came ? "; it came up on what was left" : "; it refused to start on it")
                + "; it came back with the copy";
    }

    private Path database() {
        return stage.data().resolve("freehold.db");
    }

    private List<Path> keepDatabase() throws IOException {
        var kept = new ArrayList<Path>();
        for (var ending : List.of("", "-wal", "-shm")) {
            var file = stage.data().resolve("freehold.db" + ending);
            if (Files.exists(file)) {
                var copy = stage.data().resolve("freehold.db" + ending + ".kept");
                kept.add(Files.move(file, copy, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return kept;
    }

    private void restoreDatabase(List<Path> kept) throws IOException {
        for (var ending : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(stage.data().resolve("freehold.db" + ending));
        }
        for (var copy : kept) {
            var name = copy.getFileName().toString();
            Files.move(copy, copy.resolveSibling(name.substring(0, name.length() - 5)));
        }
    }

    /// Everything that it can take.
    private String fill() throws IOException, InterruptedException {
        var filling = stage.data().resolve("filling");
        try {
            fill(filling);
            var refused = refusal();
            return wake() + "; a deploy meanwhile said: " + refused;
        } finally {
            Files.deleteIfExists(filling);
        }
    }

    private static void fill(Path file) throws IOException {
        var block = new byte[1 << 20];
        try (var output = Files.newOutputStream(file)) {
            while (true) {
                output.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private String refusal() throws IOException, InterruptedException {
        try {
            deploy("shop", "version 2");
            return "nothing, it went well";
        } catch (FreeholdException e) {
            return String.valueOf(e.getMessage())
                    .lines()
                    .filter(line -> line.startsWith("error:"))
                    .findFirst()
                    .orElse("nothing that a user would understand");
        }
    }

    private String silence() throws IOException, InterruptedException {
        signal("STOP");
        Stage.sleep(SILENCE);
        var finding = wake();
        signal("CONT");
        stage.freehold("ls");
        return finding + "; it answered again after SIGCONT";
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(stage.controlPid())).start().waitFor();
    }

    private String deployAgain() throws IOException, InterruptedException {
        deploy("shop", "version 2");
        var page = ask(SHOP, Duration.ofSeconds(5));
        if (!page.equals("version 2")) {
            throw new IOException("visitors get \"" + page + "\"");
        }
        return "visitors get the new version";
    }

    /// The next one that sleeps answers its first visitor.
    private String wake() throws IOException {
        long began = System.nanoTime();
        var page = ask("sleeper-" + sleepers + "--preview.localhost", WAKE);
        var took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (!page.equals("awake " + sleepers)) {
            throw new IOException("what slept answered \"" + page + "\"");
        }
        sleepers++;
        return "a sleeping app woke in " + took + " ms";
    }

    private String ask(String host, Duration limit) throws IOException {
        try (var line = new Line(stage.edgePort(), host, limit)) {
            return line.page("close");
        }
    }

    private void deploy(String name, String words) throws IOException, InterruptedException {
        stage.freehold("deploy", App.in(apps, name, words).toString());
    }

    /// What is no production may sleep.
    private void deploySleeper(int number) throws IOException, InterruptedException {
        var app = App.in(apps, "sleeper-" + number, "awake " + number);
        stage.freehold("deploy", app.toString(), "--preview");
    }

    private void awaitSleep() throws IOException, InterruptedException {
        while (stage.freehold("ps").contains("sleeper-")) {
            Stage.sleep(Duration.ofSeconds(1));
        }
    }
}

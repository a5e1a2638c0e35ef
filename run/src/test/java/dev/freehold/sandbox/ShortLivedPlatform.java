package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A platform in a JVM of its own, to be killed: starts one app, or holds it back, and waits.
final class ShortLivedPlatform {
    private static final String HOLD = "hold";

    private ShortLivedPlatform() {}

    /// @param spec a shell line, of those in `home`
    static Process thatStarts(Path home, SandboxSpec spec) throws IOException {
        return begun(home, spec, "start");
    }

    static Process thatHolds(Path home, SandboxSpec spec) throws IOException {
        return begun(home, spec, HOLD);
    }

    private static Process begun(Path home, SandboxSpec spec, String what) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ShortLivedPlatform.class.getName(),
                                home.toString(),
                                what,
                                spec.id(),
                                spec.command().getLast()))
                .inheritIO()
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        var home = Path.of(arguments[0]);
        var sandbox = Sandboxes.forThisHost(home.resolve("state"));
        var spec = Specs.in(home).id(arguments[2]).shell(arguments[3]);
        if (arguments[1].equals(HOLD)) {
            Files.createDirectories(spec.folder());
            sandbox.hold(spec).orElseThrow().process().exited().join();
        } else {
            sandbox.start(spec).exited().join();
        }
        java.util.concurrent.locks.LockSupport.park();
    }
}

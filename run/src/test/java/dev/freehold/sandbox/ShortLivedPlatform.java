package dev.freehold.sandbox;

import java.nio.file.Path;

/// A platform in a JVM of its own, to be killed: starts one app and waits.
final class ShortLivedPlatform {
    private ShortLivedPlatform() {}

    public static void main(String[] arguments) {
        var home = Path.of(arguments[0]);
        var sandbox = Sandboxes.forThisHost(home.resolve("state"));
        sandbox.start(Specs.in(home).id(arguments[1]).shell(arguments[2])).exited().join();
        java.util.concurrent.locks.LockSupport.park();
    }
}

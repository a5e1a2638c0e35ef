package dev.freehold.run.process;

import dev.freehold.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Chooses the `PORT` of an instance: always the same one where each has an address of its own;
/// otherwise one that is free on the host.
record Ports(Sandbox sandbox) {
    private static final int USUAL = 3000;

    int next() {
        return sandbox.ownAddresses() ? USUAL : Disk.doing("find a free port", () -> freeOnHost());
    }

    /// Free at this moment. Should another take it before the app does, the start fails and says so.
    private static int freeOnHost() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

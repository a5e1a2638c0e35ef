package dev.freehold.server;

import dev.freehold.store.DataFolder;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control plane in a process of its own: it decides, and its node, which connects to it, does.
final class ControlProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ControlProcess.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ControlProcess() {}

    /// Ready to be asked when it returns, and `platform.json` says so. When it is closed, apps go on.
    static AutoCloseable start(Settings settings) throws IOException {
        var known = settings.withPortsKnown();
        return Parts.made(parts -> wire(known, OwnersLimits.in(System.getenv()), parts));
    }

    private static void wire(Settings settings, OwnersLimits limits, Parts parts)
            throws IOException {
        var folder = new DataFolder(settings.dataFolder());
        folder.make();
        parts.keep(DataFolderLock.ofControl(folder));
        var node = parts.keep(RemoteNode.awaited(folder, PATIENCE));
        var edge = settings.url("http", settings.edgePort());
        var tls = settings.tlsPort().map(port -> settings.url("https", port));
        var sandbox = Content.sandbox(folder, "build-sandbox", limits);
        var hands =
                new ControlSide.Hands(node.provider(), node, sandbox, node.certificates(), edge);
        var control = new ControlSide(settings, limits).start(hands, parts);
        parts.keep(StateFile.ofPlatform(folder, control.url(), edge, tls, settings.domain()));
        LOG.info("control plane ready api={} data={}", control.url(), folder.root());
    }
}

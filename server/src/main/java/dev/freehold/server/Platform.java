package dev.freehold.server;

import dev.freehold.store.DataFolder;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both planes in one process: what is made here, and in which order, is all there is.
final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private Platform() {}

    /// Ready to be asked when it returns, and `platform.json` says so. When it is closed, apps stop.
    static Parts start(Settings settings) throws IOException {
        return Parts.made(parts -> wire(settings, OwnersLimits.in(System.getenv()), parts));
    }

    private static void wire(Settings settings, OwnersLimits limits, Parts parts)
            throws IOException {
        var folder = new DataFolder(settings.dataFolder());
        folder.make();
        parts.keep(DataFolderLock.ofControl(folder));
        parts.keep(DataFolderLock.ofNode(folder));
        var plane = NodePlane.start(settings, limits, NodePlane.Manner.together(folder), parts);
        var control = new ControlSide(settings, limits).start(hands(plane), parts);
        parts.keep(
                StateFile.ofPlatform(
                        folder, control.url(), plane.url(), plane.tls(), settings.domain()));
        LOG.info("ready api={} edge={} data={}", control.url(), plane.url(), folder.root());
    }

    private static ControlSide.Hands hands(NodePlane plane) {
        return new ControlSide.Hands(
                plane.provider(), plane.local(), plane.sandbox(), plane.shelf(), plane.url());
    }
}

package dev.freehold.server;

import dev.freehold.deploy.Nodes;
import dev.freehold.link.Link;
import dev.freehold.link.LinkDialer;
import dev.freehold.link.Served;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.Version;
import dev.freehold.run.Provider;
import dev.freehold.store.DataFolder;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node in a process of its own: it answers visitors and runs apps from what it knows, whether or not
/// there is a control plane, and connects to that whenever there is.
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    private NodeProcess() {}

    /// Answers visitors when it returns, and `node/node.json` says so. When it is closed, requests in flight end; apps
    /// go on, and the next node adopts them.
    static AutoCloseable start(Settings settings) throws IOException {
        var known = settings.withPortsKnown();
        return Parts.made(parts -> wire(known, OwnersLimits.in(System.getenv()), parts));
    }

    private static void wire(Settings settings, OwnersLimits limits, Parts parts)
            throws IOException {
        var folder = new DataFolder(settings.dataFolder());
        folder.make();
        parts.keep(DataFolderLock.ofNode(folder));
        var plane = NodePlane.start(settings, limits, NodePlane.Manner.apart(folder), parts);
        parts.keep(
                LinkDialer.keep(
                        RemoteNode.socket(folder), served(plane), link -> say(link, plane)));
        parts.keep(StateFile.ofNode(folder, plane.url()));
        LOG.info("node ready edge={} data={}", plane.url(), folder.root());
    }

    private static Served served(NodePlane plane) {
        return Served.NOTHING
                .and(Provider.class, plane.provider())
                .and(Nodes.class, plane.local())
                .and(NodeTable.class, NodeTable.of(plane.local().node()))
                .and(CertificateStore.class, plane.shelf());
    }

    private static void say(Link link, NodePlane plane) {
        link.remote(NodeDoor.class)
                .arrived(new NodeDoor.Arrival(Version.text(), plane.local().node().revision()));
    }
}

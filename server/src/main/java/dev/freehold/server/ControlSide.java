package dev.freehold.server;

import dev.freehold.build.BuildSettings;
import dev.freehold.build.Builds;
import dev.freehold.build.SandboxedBuilds;
import dev.freehold.build.detection.Builders;
import dev.freehold.control.ControlPlane;
import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Nodes;
import dev.freehold.deploy.Policy;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.Version;
import dev.freehold.output.Outputs;
import dev.freehold.run.Provider;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.schedule.EdgeVisits;
import dev.freehold.schedule.Schedules;
import dev.freehold.schedule.SystemAlarm;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.watch.Check;
import dev.freehold.watch.Rules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The control plane, wired by hand: who builds, who runs, who routes.
record ControlSide(
        Settings settings, OwnersLimits limits, DomainSettings domains, AtomicInteger apiPort) {

    /// Who does what it decides.
    ///
    /// @param certificates where they lie for the edge
    /// @param edge where apps answer
    record Hands(
            Provider provider,
            Nodes nodes,
            Sandbox sandbox,
            CertificateStore certificates,
            URI edge) {}

    ControlSide(Settings settings, OwnersLimits limits) {
        this(
                settings,
                limits,
                DomainSettings.in(System.getenv(), settings.bind()),
                new AtomicInteger(settings.apiPort()));
    }

    ControlPlane start(Hands hands, Parts parts) {
        var folder = new DataFolder(settings.dataFolder());
        var control = parts.keep(new ControlPlane(settings(folder, hands), ground(folder, hands)));
        control.start();
        apiPort.set(control.url().getPort());
        return control;
    }

    private ControlPlane.Settings settings(DataFolder folder, Hands hands) {
        return new ControlPlane.Settings(
                folder,
                Settings.database(folder, System.getenv()),
                new Addresses(settings.domain(), hands.edge()),
                dev.freehold.api.Settings.on(settings.apiPort()),
                Policy.DEFAULT.with(domains.unproved()),
                Rules.DEFAULT,
                domains.visited(),
                domains.authority(),
                System.getProperty("user.name"),
                Version.text());
    }

    private ControlPlane.Ground ground(DataFolder folder, Hands hands) {
        var blobs = Content.blobs(folder);
        var clock = Clock.systemUTC();
        return new ControlPlane.Ground(
                blobs,
                new Outputs(blobs),
                builds(folder, blobs, hands.sandbox()),
                hands.provider(),
                hands.nodes(),
                clock,
                new SecureRandom(),
                SuddenEnd.asTold(),
                schedules(clock, hands.edge().getPort()),
                domains.dns(),
                domains.zones(),
                hands.certificates(),
                () -> machine(hands.edge().getPort()),
                () -> System.exit(0));
    }

    private Builds builds(DataFolder folder, BlobFolder blobs, Sandbox sandbox) {
        return new SandboxedBuilds(
                BuildSettings.in(folder.root()).with(limits.build()),
                blobs,
                sandbox,
                Builders.inOrder());
    }

    private Schedules.Ground schedules(Clock clock, int edgePort) {
        var address = new InetSocketAddress(settings.bind(), edgePort);
        var edge =
                address.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), edgePort)
                        : address;
        return new Schedules.Ground(
                new EdgeVisits(edge), new SystemAlarm(clock), limits.scheduleRuns());
    }

    /// What the doctor looks at, with the ports that were really taken.
    private List<Check> machine(int edgePort) {
        return Examination.machine(settings.on(apiPort.get(), edgePort), limits.addresses())
                .checks();
    }
}

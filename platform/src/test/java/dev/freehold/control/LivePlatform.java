package dev.freehold.control;

import dev.freehold.acme.Zones;
import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Failpoints;
import dev.freehold.deploy.Policy;
import dev.freehold.model.ByteSize;
import dev.freehold.output.Outputs;
import dev.freehold.schedule.Schedules;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Engine;
import dev.freehold.watch.Rules;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A control plane on a temporary folder, answering over real HTTP, on stand-ins for what is around it.
final class LivePlatform implements AutoCloseable {
    /// So many runs of schedules at a time.
    static final int TOGETHER = 4;

    final DataFolder folder;
    final HandClock clock;
    final BlobFolder blobs;
    final StandInBuilds builds;
    final StandInProvider provider;
    final StandInNodes nodes = new StandInNodes();
    final StandInVisits visits = new StandInVisits();
    final StandInDns dns = new StandInDns();
    final ShelfInMemory certificates = new ShelfInMemory();
    final HandAlarm alarm;
    final ControlPlane plane;
    final Client client;

    /// What is not as usual.
    private record Setting(
            String database,
            HandClock clock,
            Failpoints failpoints,
            Rules rules,
            Policy policy,
            Optional<dev.freehold.acme.Settings> authority,
            Zones zones,
            StandInProvider provider) {
        static Setting usual() {
            return new Setting(
                    "",
                    new HandClock(),
                    Failpoints.NONE,
                    Rules.DEFAULT,
                    Policy.DEFAULT,
                    Optional.empty(),
                    Zones.NONE,
                    new StandInProvider());
        }
    }

    private LivePlatform(Path root, Setting setting) {
        folder = new DataFolder(root);
        clock = setting.clock();
        alarm = new HandAlarm(clock);
        provider = setting.provider();
        blobs = new BlobFolder(folder.blobs(), ByteSize.ofMegabytes(64));
        builds = new StandInBuilds(blobs);
        plane = new ControlPlane(settings(folder, setting), ground(setting));
        plane.start();
        client = Client.of(plane.url(), folder.token());
    }

    static LivePlatform on(Path root) {
        return new LivePlatform(root, Setting.usual());
    }

    /// On a database of its own at a server.
    static LivePlatform on(Path root, String database) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        database,
                        usual.clock(),
                        usual.failpoints(),
                        usual.rules(),
                        usual.policy(),
                        usual.authority(),
                        usual.zones(),
                        usual.provider()));
    }

    static LivePlatform on(Path root, Failpoints failpoints) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        usual.clock(),
                        failpoints,
                        usual.rules(),
                        usual.policy(),
                        usual.authority(),
                        usual.zones(),
                        usual.provider()));
    }

    static LivePlatform on(Path root, Rules rules) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        usual.clock(),
                        usual.failpoints(),
                        rules,
                        usual.policy(),
                        usual.authority(),
                        usual.zones(),
                        usual.provider()));
    }

    static LivePlatform on(Path root, Policy policy) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        usual.clock(),
                        usual.failpoints(),
                        usual.rules(),
                        policy,
                        usual.authority(),
                        usual.zones(),
                        usual.provider()));
    }

    /// With zones that it may write.
    static LivePlatform on(Path root, Zones zones) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        usual.clock(),
                        usual.failpoints(),
                        usual.rules(),
                        usual.policy(),
                        usual.authority(),
                        zones,
                        usual.provider()));
    }

    /// With an authority that signs certificates, and zones that it may write.
    static LivePlatform on(
            Path root, HandClock clock, dev.freehold.acme.Settings authority, Zones zones) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        clock,
                        usual.failpoints(),
                        usual.rules(),
                        usual.policy(),
                        Optional.of(authority),
                        zones,
                        usual.provider()));
    }

    /// On ground where something runs already.
    static LivePlatform on(Path root, StandInProvider provider) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        usual.clock(),
                        usual.failpoints(),
                        usual.rules(),
                        usual.policy(),
                        usual.authority(),
                        usual.zones(),
                        provider));
    }

    /// After one that ended, on what it left.
    static LivePlatform on(Path root, HandClock clock) {
        var usual = Setting.usual();
        return new LivePlatform(
                root,
                new Setting(
                        "",
                        clock,
                        usual.failpoints(),
                        usual.rules(),
                        usual.policy(),
                        usual.authority(),
                        usual.zones(),
                        usual.provider()));
    }

    private static ControlPlane.Settings settings(DataFolder folder, Setting setting) {
        return new ControlPlane.Settings(
                folder,
                Engine.chosen(setting.database(), folder.database()),
                new Addresses("localhost", URI.create("http://localhost:8080")),
                dev.freehold.api.Settings.on(0),
                setting.policy(),
                setting.rules(),
                Set.of(InetAddress.ofLiteral("203.0.113.7")),
                setting.authority(),
                "anna",
                "0.1.0");
    }

    private ControlPlane.Ground ground(Setting setting) {
        return new ControlPlane.Ground(
                blobs,
                new Outputs(blobs),
                builds,
                provider,
                nodes,
                clock,
                new Random(),
                setting.failpoints(),
                new Schedules.Ground(visits, alarm, TOGETHER),
                dns,
                setting.zones(),
                certificates,
                List::of,
                () -> {});
    }

    @Override
    public void close() {
        plane.close();
    }
}

package dev.freehold.control;

import dev.freehold.acme.Alerts;
import dev.freehold.acme.CertificateWatch;
import dev.freehold.acme.Zones;
import dev.freehold.api.Api;
import dev.freehold.api.Rooms;
import dev.freehold.backup.Backup;
import dev.freehold.build.Builds;
import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Failpoints;
import dev.freehold.deploy.Means;
import dev.freehold.deploy.Nodes;
import dev.freehold.deploy.Policy;
import dev.freehold.domain.Dns;
import dev.freehold.domain.Domains;
import dev.freehold.journal.Journal;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.TeamId;
import dev.freehold.output.Outputs;
import dev.freehold.run.Provider;
import dev.freehold.schedule.Schedules;
import dev.freehold.store.Access;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.Configuration;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Engine;
import dev.freehold.store.Gate;
import dev.freehold.store.Vault;
import dev.freehold.watch.CanaryWatch;
import dev.freehold.watch.Check;
import dev.freehold.watch.Doctor;
import dev.freehold.watch.Housekeeping;
import dev.freehold.watch.Rules;
import dev.freehold.watch.TrafficHistory;
import dev.freehold.zone.KeptRecords;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The control plane: it may end at any time, and finds its way when it starts again.
public final class ControlPlane implements AutoCloseable {
    private final Database database;
    private final Vault vault;
    private final Access access;
    private final Delivery delivery;
    private final Schedules schedules;
    private final Housekeeping housekeeping;
    private final CanaryWatch canaries;
    private final TrafficHistory traffic;
    private final CertificateWatch certificates;
    private final Api api;
    private final Settings settings;
    private final BlobFolder blobs;

    /// How it stands.
    ///
    /// @param visited the addresses at which visitors reach the edge
    /// @param authority which signs certificates for proved domains; nothing asks none
    /// @param owner the name of the first token's holder, as history tells it
    public record Settings(
            DataFolder folder,
            Engine database,
            Addresses addresses,
            dev.freehold.api.Settings api,
            Policy policy,
            Rules rules,
            Set<InetAddress> visited,
            Optional<dev.freehold.acme.Settings> authority,
            String owner,
            String version) {}

    /// What it is put on: who builds, who runs, who routes, and where chance and time come from.
    ///
    /// @param schedules how apps are visited, by which clock, and how many runs at a time
    /// @param dns says how domains' records are set
    /// @param zones in which records may be set
    /// @param certificates where they lie for the edge
    /// @param machine what the doctor says of the sandbox, runtimes, tools and ports
    /// @param shutdown ends the whole platform, when somebody asks
    public record Ground(
            BlobFolder blobs,
            Outputs outputs,
            Builds builds,
            Provider provider,
            Nodes nodes,
            Clock clock,
            RandomGenerator random,
            Failpoints failpoints,
            Schedules.Ground schedules,
            Dns dns,
            Zones zones,
            CertificateStore certificates,
            Supplier<List<Check>> machine,
            Runnable shutdown) {}

    public ControlPlane(Settings settings, Ground ground) {
        this.settings = settings;
        blobs = ground.blobs();
        vault = Vault.open(settings.folder().key());
        database = Database.open(settings.database());
        access = new Access(database, ground.clock());
        var means = means(settings, ground);
        delivery = new Delivery(means, this::moved);
        schedules = new Schedules(means, delivery.commands(), ground.schedules());
        housekeeping = new Housekeeping(means, delivery, settings.rules());
        canaries = new CanaryWatch(means, delivery);
        traffic = new TrafficHistory(ground.nodes()::traffic, ground.clock());
        certificates = certificates(ground, means);
        api = new Api(settings.api(), rooms(ground, means));
    }

    private void moved(TeamId team, Set<DeploymentId> deployments) {
        schedules.moved(team, deployments);
    }

    private Rooms rooms(Ground ground, Means means) {
        var backup = new Backup(means.folder(), database, means.provider(), means.gate());
        backup.clearLeftovers();
        return new Rooms(
                means,
                delivery,
                access,
                schedules,
                domains(ground, means),
                certificates,
                housekeeping,
                new Doctor(means, () -> checks(ground)),
                traffic,
                backup,
                ground.shutdown());
    }

    private CertificateWatch certificates(Ground ground, Means means) {
        return CertificateWatch.on(
                new CertificateWatch.Ground(
                        database,
                        delivery.domains(),
                        ground.certificates(),
                        ground.zones(),
                        vault,
                        ground.clock(),
                        means.random()),
                settings.authority());
    }

    private Domains domains(Ground ground, Means means) {
        return new Domains(
                means,
                delivery.domains(),
                ground.dns(),
                settings.visited(),
                new KeptRecords(ground.zones().byProvider(), settings.visited()));
    }

    private List<Check> checks(Ground ground) {
        var checks = new ArrayList<>(ground.machine().get());
        checks.addAll(new Alerts(database, ground.clock()).checks());
        return checks;
    }

    private Means means(Settings settings, Ground ground) {
        return new Means(
                settings.folder(),
                database,
                ground.blobs(),
                ground.outputs(),
                new Configuration(vault),
                new Journal(ground.clock()),
                ground.builds(),
                ground.provider(),
                ground.nodes(),
                settings.addresses(),
                settings.policy(),
                ground.clock(),
                ground.random(),
                ground.failpoints(),
                new Gate(),
                settings.version());
    }

    /// Recovers what was going on, tells the nodes the truth, then opens the door.
    ///
    /// @throws FreeholdException CONFLICT where the data folder is another database's
    public void start() {
        refuseContentOfAnother();
        access.makeOwner(settings.folder().token(), settings.owner());
        delivery.start();
        schedules.start();
        housekeeping.start();
        canaries.start();
        traffic.start();
        certificates.start();
        api.start();
    }

    /// A database that is new beside content that is not: the setting names another one than before. What it
    /// does not know would be collected within hours.
    private void refuseContentOfAnother() {
        if (access.isNew() && blobs.holdsAny()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "the data folder \""
                            + settings.folder().root()
                            + "\" holds the content of another database",
                    "set FREEHOLD_DATABASE as it was when this folder was used last (not at all for SQLite), or begin on an empty folder (--data)");
        }
    }

    /// Who may ask.
    public Access access() {
        return access;
    }

    /// What the API answers: `get /projects`, and so on.
    public List<String> routes() {
        return api.routes();
    }

    /// Where the API answers.
    public URI url() {
        return api.url();
    }

    /// Ends deploys that go on, and closes. What runs goes on running.
    @Override
    public void close() {
        housekeeping.close();
        schedules.close();
        canaries.close();
        traffic.close();
        certificates.close();
        try {
            delivery.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        api.close();
        database.close();
    }
}

package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Service;
import dev.freehold.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deployments that were applied on this machine: a file each, and in memory all that a start
/// needs, prepared. Safe for concurrent use; one deployment is applied and retired under its map entry.
final class Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
    private static final String JSON = ".json";

    private final Path folder;
    private final Trees trees;
    private final LaunchPlanner planner;
    private final Optional<SecretBox> box;
    private final ConcurrentHashMap<DeploymentId, Deployed> known = new ConcurrentHashMap<>();

    Deployments(ProcessSettings settings, Trees trees, LaunchPlanner planner) {
        this.folder = settings.deployments();
        this.box = settings.box();
        this.trees = trees;
        this.planner = planner;
        Disk.doing("read the deployments of this machine", this::readAll);
    }

    /// Its trees are made first and its file written last: what is known can be started.
    Deployed apply(RunSpec spec) {
        return trees.using(() -> {
            treesOf(spec).forEach(trees::materialise);
            return known.compute(spec.deployment(), (_, before) -> sameOrNew(before, spec));
        });
    }

    Optional<Deployed> find(DeploymentId id) {
        return Optional.ofNullable(known.get(id));
    }

    Deployed deployed(DeploymentId id) {
        return find(id).orElseThrow(() -> Refusals.unknown(id));
    }

    List<DeploymentId> of(TeamId owner) {
        return known.values().stream()
                .map(Deployed::spec)
                .filter(spec -> spec.team().equals(owner))
                .map(RunSpec::deployment)
                .sorted(java.util.Comparator.comparing(DeploymentId::value))
                .toList();
    }

    Set<DeploymentId> ids() {
        return Set.copyOf(known.keySet());
    }

    List<Deployed> all() {
        return List.copyOf(known.values());
    }

    /// Nothing of it starts any more; its instances are the caller's to stop.
    void forget(Deployed deployed) {
        deployed.retire();
        Disk.doing(
                "forget deployment " + deployed.id(),
                () -> Files.deleteIfExists(file(deployed.id())));
        known.remove(deployed.id(), deployed);
    }

    Set<Digest> treesInUse() {
        var all = new HashSet<Digest>();
        known.values().forEach(deployed -> all.addAll(treesOf(deployed.spec())));
        return all;
    }

    private Deployed sameOrNew(@org.jspecify.annotations.Nullable Deployed before, RunSpec spec) {
        if (before != null && !before.isSame(spec)) {
            throw Refusals.different(spec.deployment());
        }
        var deployed = before == null ? prepare(spec, spec.variables().keySet()) : before;
        boolean isNew = before == null || !before.isConfigured();
        if (isNew) {
            Disk.doing(
                    "write deployment " + spec.deployment(),
                    () -> DeploymentFile.of(spec, box).write(file(spec.deployment())));
        }
        deployed.configure(spec.variables());
        return deployed;
    }

    private Deployed prepare(RunSpec spec, Set<String> variableNames) {
        var plans = new HashMap<ServiceName, LaunchPlan>();
        for (var service : spec.services().values()) {
            plans.put(service.name(), planner.plan(spec, service));
        }
        return new Deployed(spec, variableNames, plans);
    }

    private void readAll() throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "*" + JSON)) {
            files.forEach(this::readOrTell);
        }
    }

    /// A damaged file keeps nobody else from running; the control plane applies its deployment again.
    private void readOrTell(Path file) {
        try {
            var read = DeploymentFile.read(file);
            var deployed = prepare(read.spec(), read.variableNames());
            known.put(deployed.id(), deployed);
            read.variables(box).ifPresent(deployed::configure);
        } catch (IOException | RuntimeException e) {
            LOG.error("can't read deployment file={}", file, e);
        }
    }

    private Path file(DeploymentId id) {
        return folder.resolve(id + JSON);
    }

    private static List<Digest> treesOf(RunSpec spec) {
        return spec.services().values().stream().map(Service::tree).distinct().toList();
    }
}

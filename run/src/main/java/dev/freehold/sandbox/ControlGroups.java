package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxSpec.Share;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The host's tree of control groups: in ours each sandbox has a group of its own, below `freehold`, or, for
/// builds, below `freehold-builds`, which comes last where processors are short. They stand side by side,
/// because a weight counts among neighbours only: within the group of the apps a build would have taken from
/// the platform, and with it from every visitor, as much as an app may.
sealed interface ControlGroups {
    String PARENT = "freehold";
    String PARENT_OF_BUILDS = "freehold-builds";

    /// All builds together get a sixteenth of what the apps and each process of the host's get, where all
    /// want all; 100 is a full one.
    int WEIGHT_OF_BUILDS = 6;

    Path SYSTEM = Path.of("/sys/fs/cgroup");

    /// Long enough for any start: a group is empty until its process enters.
    Duration LONG_AGO = Duration.ofMinutes(10);

    /// `version 1` or `version 2`.
    String version();

    Group create(String id, Share share, GroupLimits limits);

    /// That of a process which an earlier platform started; perhaps gone.
    Group existing(String id);

    /// Below the tree's root, or that of a controller.
    static Path place(Share share, String id) {
        return Path.of(share == Share.SERVING ? PARENT : PARENT_OF_BUILDS, id);
    }

    /// That of a build where there is one of the name, else that of an app.
    private static Path placeOf(String id, Path tree) {
        var build = place(Share.BUILDING, id);
        return Files.exists(tree.resolve(build)) ? build : place(Share.SERVING, id);
    }

    /// Those folders in which our groups lie.
    List<ControlFolder> parents();

    /// Removes the groups of platforms that were killed and asked for their processes no more.
    default void clearForgotten() {
        parents().stream()
                .flatMap(ControlFolder::below)
                .filter(this::forgotten)
                .forEach(ControlFolder::remove);
    }

    private boolean forgotten(ControlFolder group) {
        return group.members().isEmpty() && group.olderThan(LONG_AGO);
    }

    /// The tree below this root, if we may make groups in it.
    static Optional<ControlGroups> at(Path root) {
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            return Unified.prepared(root);
        }
        return Separate.prepared(root);
    }

    /// Version 1.
    record Separate(Path root) implements ControlGroups {
        private static final List<String> CONTROLLERS = List.of("memory", "cpu", "cpuacct", "pids");

        /// Without it processes are stopped by signals instead.
        private static final String FREEZER = "freezer";

        static Optional<ControlGroups> prepared(Path root) {
            for (var controller : CONTROLLERS) {
                var folder = root.resolve(controller);
                if (!Files.exists(folder.resolve("cgroup.procs")) || !Files.isWritable(folder)) {
                    return Optional.empty();
                }
            }
            var builds = new ControlFolder(root.resolve("cpu").resolve(PARENT_OF_BUILDS));
            return builds.tryToCreate()
                            && builds.tryToWrite("cpu.shares", WEIGHT_OF_BUILDS * 1024 / 100)
                    ? Optional.of(new Separate(root))
                    : Optional.empty();
        }

        @Override
        public String version() {
            return "version 1";
        }

        @Override
        public List<ControlFolder> parents() {
            return Stream.concat(CONTROLLERS.stream(), Stream.of(FREEZER))
                    .map(root::resolve)
                    .flatMap(
                            tree -> Stream.of(tree.resolve(PARENT), tree.resolve(PARENT_OF_BUILDS)))
                    .map(ControlFolder::new)
                    .toList();
        }

        @Override
        public Group create(String id, Share share, GroupLimits limits) {
            return GroupVersion1.at(root, place(share, id)).create(limits);
        }

        @Override
        public Group existing(String id) {
            return GroupVersion1.at(root, placeOf(id, root.resolve("memory")));
        }
    }

    /// Version 2. A controller works in a group only if its parent hands it down.
    record Unified(Path root) implements ControlGroups {
        private static final String CONTROLLERS = "+memory +cpu +pids";

        static Optional<ControlGroups> prepared(Path root) {
            var builds = new ControlFolder(root.resolve(PARENT_OF_BUILDS));
            boolean handedDown =
                    new ControlFolder(root).tryToWrite("cgroup.subtree_control", CONTROLLERS)
                            && handsDown(new ControlFolder(root.resolve(PARENT)))
                            && handsDown(builds)
                            && builds.tryToWrite("cpu.weight", WEIGHT_OF_BUILDS);
            return handedDown ? Optional.of(new Unified(root)) : Optional.empty();
        }

        private static boolean handsDown(ControlFolder parent) {
            return parent.tryToCreate() && parent.tryToWrite("cgroup.subtree_control", CONTROLLERS);
        }

        @Override
        public String version() {
            return "version 2";
        }

        @Override
        public List<ControlFolder> parents() {
            return Stream.of(PARENT, PARENT_OF_BUILDS)
                    .map(root::resolve)
                    .map(ControlFolder::new)
                    .toList();
        }

        @Override
        public Group create(String id, Share share, GroupLimits limits) {
            return GroupVersion2.at(root, place(share, id)).create(limits);
        }

        @Override
        public Group existing(String id) {
            return GroupVersion2.at(root, placeOf(id, root));
        }
    }
}

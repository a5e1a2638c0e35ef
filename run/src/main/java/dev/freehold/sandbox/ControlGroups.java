package dev.freehold.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The host's tree of control groups: in ours, below `freehold`, each sandbox has a group of its own.
sealed interface ControlGroups {
    String PARENT = "freehold";
    Path SYSTEM = Path.of("/sys/fs/cgroup");

    /// Long enough for any start: a group is empty until its process enters.
    Duration LONG_AGO = Duration.ofMinutes(10);

    /// `version 1` or `version 2`.
    String version();

    Group create(String id, GroupLimits limits);

    /// That of a process which an earlier platform started; perhaps gone.
    Group existing(String id);

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
            return Optional.of(new Separate(root));
        }

        @Override
        public String version() {
            return "version 1";
        }

        @Override
        public List<ControlFolder> parents() {
            return Stream.concat(CONTROLLERS.stream(), Stream.of(FREEZER))
                    .map(controller -> new ControlFolder(root.resolve(controller).resolve(PARENT)))
                    .toList();
        }

        @Override
        public Group create(String id, GroupLimits limits) {
            return GroupVersion1.at(root, id).create(limits);
        }

        @Override
        public Group existing(String id) {
            return GroupVersion1.at(root, id);
        }
    }

    /// Version 2. A controller works in a group only if its parent hands it down.
    record Unified(Path root) implements ControlGroups {
        private static final String CONTROLLERS = "+memory +cpu +pids";

        static Optional<ControlGroups> prepared(Path root) {
            var parent = new ControlFolder(root.resolve(PARENT));
            boolean handedDown =
                    new ControlFolder(root).tryToWrite("cgroup.subtree_control", CONTROLLERS)
                            && parent.tryToCreate()
                            && parent.tryToWrite("cgroup.subtree_control", CONTROLLERS);
            return handedDown ? Optional.of(new Unified(root)) : Optional.empty();
        }

        @Override
        public String version() {
            return "version 2";
        }

        @Override
        public List<ControlFolder> parents() {
            return List.of(new ControlFolder(root.resolve(PARENT)));
        }

        @Override
        public Group create(String id, GroupLimits limits) {
            return GroupVersion2.at(root, id).create(limits);
        }

        @Override
        public Group existing(String id) {
            return GroupVersion2.at(root, id);
        }
    }
}

package dev.freehold.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The host's tree of control groups: in ours, below `freehold`, each sandbox has a group of its own.
sealed interface ControlGroups {
    String PARENT = "freehold";
    Path SYSTEM = Path.of("/sys/fs/cgroup");

    Group create(String id, GroupLimits limits);

    /// That of a process which an earlier platform started; perhaps gone.
    Group existing(String id);

    /// The tree below this root, if we may make groups in it.
    static Optional<ControlGroups> at(Path root) {
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            return Unified.prepared(root);
        }
        return Separate.prepared(root);
    }

    /// Version 1.
    record Separate(Path root) implements ControlGroups {
        static Optional<ControlGroups> prepared(Path root) {
            for (var controller : new String[] {"memory", "cpu", "cpuacct", "pids"}) {
                var folder = root.resolve(controller);
                if (!Files.exists(folder.resolve("cgroup.procs")) || !Files.isWritable(folder)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Separate(root));
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
        public Group create(String id, GroupLimits limits) {
            return GroupVersion2.at(root, id).create(limits);
        }

        @Override
        public Group existing(String id) {
            return GroupVersion2.at(root, id);
        }
    }
}

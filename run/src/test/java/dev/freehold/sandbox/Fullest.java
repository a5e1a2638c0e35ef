package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sandbox of the fullest tier, and what it leaves on the host.
final class Fullest {
    private Fullest() {}

    /// A host that can't do it fails the test: it is the tier that a server runs.
    static Sandbox over(Path stateFolder) {
        var tiers = Sandboxes.tiersOfThisHost();
        if (!tiers.getFirst().works()) {
            throw new AssertionError(tiers.getFirst().explanation());
        }
        return Sandboxes.forThisHost(stateFolder);
    }

    /// The names of all control groups of sandboxes, whichever controller they are at.
    static List<String> groups() {
        var groups = new ArrayList<String>();
        for (var controller : List.of("memory", "cpu", "cpuacct", "pids", ".")) {
            var tree = ControlGroups.SYSTEM.resolve(controller);
            for (var name : List.of(ControlGroups.PARENT, ControlGroups.PARENT_OF_BUILDS)) {
                new ControlFolder(tree.resolve(name))
                        .below()
                        .forEach(group -> groups.add(group.path().getFileName().toString()));
            }
        }
        return groups;
    }
}

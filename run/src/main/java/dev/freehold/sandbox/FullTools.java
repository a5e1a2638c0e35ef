package dev.freehold.sandbox;

import java.util.ArrayList;
import java.util.List;

/// The programs on the way into a sandbox.
record FullTools(Tool bubblewrap, Tool setpriv, LoopbackDoor door) {
    /// With the descriptors as our script opened them.
    List<String> wrapping() {
        return wrapping(bubblewrap);
    }

    static List<String> wrapping(Tool bubblewrap) {
        var command = new ArrayList<>(List.of(bubblewrap.file().toString()));
        command.addAll(List.of("--json-status-fd", "3"));
        if (SeccompFilter.Architecture.here().isPresent()) {
            command.addAll(List.of("--seccomp", "4"));
        }
        command.addAll(List.of("--args", "5", "--"));
        return command;
    }

    /// For good: without capabilities, and with none to be had.
    List<String> becoming(int user) {
        return List.of(
                setpriv.file().toString(),
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs",
                "--");
    }
}

package dev.freehold.sandbox;

import java.util.List;

/// The programs on the way into a sandbox.
record FullTools(Tool nsenter, Tool bubblewrap, Tool setpriv) {
    List<String> entering(ReadySlot slot) {
        return List.of(nsenter.file().toString(), "--net=" + slot.namespace(), "--");
    }

    /// With the descriptors as our script opened them.
    List<String> wrapping() {
        return List.of(
                bubblewrap.file().toString(),
                "--json-status-fd",
                "3",
                "--seccomp",
                "4",
                "--args",
                "5",
                "--");
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

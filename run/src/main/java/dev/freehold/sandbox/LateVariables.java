package dev.freehold.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Variables that change how any program is loaded, and so may not be there while a program with
/// privileges runs on the way to the app: `LD_PRELOAD` would be code in it. They travel under other
/// names, and the last step, already as the app's user, gives them theirs.
///
/// @param environment as it travels
/// @param command which restores the names, if there is something to restore
record LateVariables(Map<String, String> environment, List<String> command) {
    private static final String PREFIX = "FREEHOLD_LATE_";

    /// What the GNU C library itself ignores in a program with privileges (its unsecvars.h).
    private static final Pattern LATE =
            Pattern.compile(
                    "(LD|MALLOC)_[A-Z0-9_]+|GLIBC_TUNABLES|GCONV_PATH|GETCONF_DIR|HOSTALIASES"
                            + "|LOCALDOMAIN|LOCPATH|NIS_PATH|NLSPATH|RESOLV_HOST_CONF|RES_OPTIONS|TZDIR");

    static LateVariables of(SandboxSpec spec, String script) {
        var names =
                spec.environment().keySet().stream().filter(LateVariables::late).sorted().toList();
        var environment = new LinkedHashMap<String, String>();
        spec.environment()
                .forEach(
                        (name, value) -> environment.put(late(name) ? PREFIX + name : name, value));
        return new LateVariables(
                environment, names.isEmpty() ? spec.command() : step(script, names, spec));
    }

    private static List<String> step(String script, List<String> names, SandboxSpec spec) {
        var command = new ArrayList<>(List.of("/bin/sh", script));
        command.addAll(names);
        command.add("--");
        command.addAll(spec.command());
        return command;
    }

    private static boolean late(String name) {
        return LATE.matcher(name).matches();
    }
}

package dev.freehold.watch;

import dev.freehold.deploy.Means;
import dev.freehold.model.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Says in plain words what this machine offers, what each missing piece costs, and how the platform
/// on it is.
public final class Doctor {
    private final Means means;
    private final Supplier<List<Check>> machine;

    /// @param machine what was found on the machine
    public Doctor(Means means, Supplier<List<Check>> machine) {
        this.means = means;
        this.machine = machine;
    }

    public List<Check> checks() {
        var checks = new ArrayList<>(machine.get());
        checks.add(provider());
        checks.add(history());
        return checks;
    }

    private Check provider() {
        var probe = means.provider().probe();
        var name = "provider " + means.provider().capabilities().name();
        return probe.usable()
                ? Check.well(name, probe.explanation())
                : Check.missing(name, probe.explanation(), "servers and functions can't run");
    }

    private Check history() {
        return means.database()
                .read(TeamId.OWNER, tables -> means.journal().firstBroken(tables))
                .map(number ->
                        Check.missing(
                                "history",
                                "entry " + number + " is not what was written",
                                "somebody changed the database by hand"))
                .orElseGet(() -> Check.well("history", "every entry is what was written"));
    }
}

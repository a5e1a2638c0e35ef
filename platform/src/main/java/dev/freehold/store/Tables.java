package dev.freehold.store;

import dev.freehold.model.Revision;
import dev.freehold.model.TeamId;
import org.jdbi.v3.core.Handle;

/// One team's rows in one transaction. This is the one place that says which team a look-up is for:
/// every table here takes its team from it, and no method below takes another.
public final class Tables {
    private final Handle handle;
    private final TeamId team;

    Tables(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    public TeamId team() {
        return team;
    }

    public Projects projects() {
        return new Projects(handle, team);
    }

    public Deployments deployments() {
        return new Deployments(handle, team);
    }

    public Aliases aliases() {
        return new Aliases(handle, team);
    }

    public Domains domains() {
        return new Domains(handle, team);
    }

    public Certificates certificates() {
        return new Certificates(handle, team);
    }

    public CertificateTurns certificateTurns() {
        return new CertificateTurns(handle, team);
    }

    public Canaries canaries() {
        return new Canaries(handle, team);
    }

    public Variables variables() {
        return new Variables(handle, team);
    }

    public Scales scales() {
        return new Scales(handle, team);
    }

    public TeamBlobs blobs() {
        return new TeamBlobs(handle, team);
    }

    public BuiltOutputs builtOutputs() {
        return new BuiltOutputs(handle, team);
    }

    public ScheduleRuns scheduleRuns() {
        return new ScheduleRuns(handle, team);
    }

    public ScheduleMarks scheduleMarks() {
        return new ScheduleMarks(handle, team);
    }

    public ChangeRows changes() {
        return new ChangeRows(handle, team);
    }

    /// The next revision of the routing truth, taken in the transaction that changes it.
    public Revision nextRevision() {
        return new AllTables(handle).nextRevision();
    }
}

package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Revision;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What the platform itself sees in one transaction: all teams' rows. A request never holds one; it
/// gets the [Tables] of its team.
public final class AllTables {
    private final Handle handle;

    AllTables(Handle handle) {
        this.handle = handle;
    }

    /// The one door to a team's rows.
    public Tables of(TeamId team) {
        return new Tables(handle, team);
    }

    public Tokens tokens() {
        return new Tokens(handle);
    }

    public List<Deployment> deployments() {
        return handle.createQuery("SELECT * FROM deployments ORDER BY created")
                .map(Deployments.ROW)
                .list();
    }

    public List<Alias> aliases() {
        return handle.createQuery("SELECT * FROM aliases").map(Aliases.ROW).list();
    }

    /// Every team's domains, proved or not.
    public List<Domain> domains() {
        return handle.createQuery("SELECT * FROM domains ORDER BY name").map(Domains.ROW).list();
    }

    /// Those proved domains whose certificate is to be seen to by now, the longest due first.
    public List<Domain> domainsDue(Instant now, int most) {
        return handle.createQuery(
                        """
                        SELECT domains.* FROM domains LEFT JOIN certificate_turns AS turns
                            ON turns.name = domains.name AND turns.team = domains.team
                            WHERE proved IS NOT NULL AND COALESCE(turns.due, 0) <= ?
                            ORDER BY COALESCE(turns.due, 0), domains.name LIMIT ?
                        """)
                .bind(0, now.toEpochMilli())
                .bind(1, most)
                .map(Domains.ROW)
                .list();
    }

    /// Every team's certificates.
    public List<Certificates.Row> certificates() {
        return handle.createQuery("SELECT * FROM certificates").map(Certificates.ROW).list();
    }

    /// Those of names that are not proved any more, or no domains.
    public List<Certificates.Row> strayCertificates() {
        return handle.createQuery(
                        """
                        SELECT * FROM certificates WHERE NOT EXISTS (SELECT 1 FROM domains
                            WHERE domains.name = certificates.name AND domains.team = certificates.team
                                AND domains.proved IS NOT NULL)
                        """)
                .map(Certificates.ROW)
                .list();
    }

    public List<CertificateTurns.Turn> certificateTurns() {
        return handle.createQuery("SELECT * FROM certificate_turns")
                .map(CertificateTurns.ROW)
                .list();
    }

    public AcmeAccounts acmeAccounts() {
        return new AcmeAccounts(handle);
    }

    /// The canaries that are on.
    public List<Trial> canaries() {
        return handle.createQuery("SELECT * FROM canaries WHERE ended IS NULL")
                .map(Canaries.ROW)
                .list();
    }

    /// The names of what was removed for good, and what they pointed to.
    public Map<HostName, DeploymentId> goneNames() {
        return handle.createQuery("SELECT host, deployment FROM gone_names")
                .map((row, _) ->
                        Map.entry(
                                new HostName(row.getString("host")),
                                new DeploymentId(row.getString("deployment"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<TeamId> teams() {
        return handle.createQuery("SELECT DISTINCT team FROM projects")
                .map((row, _) -> new TeamId(row.getString(1)))
                .list();
    }

    /// The projects whose production a schedule had, each with its team.
    public Map<ProjectName, TeamId> scheduled() {
        return handle.createQuery("SELECT DISTINCT project, team FROM schedule_marks")
                .map((row, _) ->
                        Map.entry(
                                new ProjectName(row.getString("project")),
                                new TeamId(row.getString("team"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    /// Runs of a platform that ended meanwhile did not end themselves.
    public int breakOffRuns(Instant now) {
        return handle.execute(
                "UPDATE schedule_runs SET ended = ?, outcome = ? WHERE outcome IS NULL",
                now.toEpochMilli(),
                Json.text(new RunOutcome.BrokenOff()));
    }

    /// Outputs that a later build may be answered with.
    public Set<String> builtOutputs() {
        return handle.createQuery("SELECT output FROM built_outputs").mapTo(String.class).stream()
                .collect(Collectors.toSet());
    }

    /// Nobody has these any more.
    public void forgetBlobs(List<String> hexes) {
        var batch = handle.prepareBatch("DELETE FROM team_blobs WHERE digest = ?");
        hexes.forEach(hex -> batch.bind(0, hex).add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    public Revision revision() {
        return new Revision(number("epoch"), number("revision"));
    }

    /// The next revision of the routing truth, taken in the transaction that changes it.
    public Revision nextRevision() {
        handle.execute("UPDATE platform SET value = value + 1 WHERE name = 'revision'");
        return revision();
    }

    /// After a restore: newer than whatever any node has seen.
    public void raiseEpoch() {
        handle.execute("UPDATE platform SET value = value + 1 WHERE name = 'epoch'");
    }

    /// Newer than what a node has seen.
    public Revision overtake(Revision seen) {
        handle.createUpdate("UPDATE platform SET value = :epoch WHERE name = 'epoch'")
                .bind("epoch", seen.epoch() + 1)
                .execute();
        return revision();
    }

    private long number(String name) {
        return handle.createQuery("SELECT value FROM platform WHERE name = ?")
                .bind(0, name)
                .mapTo(Long.class)
                .one();
    }

    Handle handle() {
        return handle;
    }
}

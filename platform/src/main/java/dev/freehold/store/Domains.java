package dev.freehold.store;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's domains: what it claims, and what it has proved.
public final class Domains {
    static final RowMapper<Domain> ROW =
            (row, _) ->
                    new Domain(
                            new NamePattern(row.getString("name")),
                            new TeamId(row.getString("team")),
                            new ProjectName(row.getString("project")),
                            options(row),
                            Instant.ofEpochMilli(row.getLong("added")),
                            proof(row));

    private final Handle handle;
    private final TeamId team;

    Domains(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    private static Domain.Options options(ResultSet row) throws SQLException {
        return new Domain.Options(
                Rows.text(row, "redirect", HostName::new),
                Plain.valueOf(row.getString("plain")),
                Rows.time(row, "hsts").map(time -> Duration.ofMillis(time.toEpochMilli())),
                Rows.text(row, "dns", text -> text));
    }

    private static Optional<Domain.Proof> proof(ResultSet row) throws SQLException {
        var since = Rows.time(row, "proved");
        var kind = Rows.text(row, "proof", Domain.Proof.Kind::valueOf);
        return since.flatMap(time -> kind.map(how -> new Domain.Proof(how, time)));
    }

    public List<Domain> all() {
        return handle.createQuery("SELECT * FROM domains WHERE team = ? ORDER BY name")
                .bind(0, team.value())
                .map(ROW)
                .list();
    }

    public List<Domain> of(ProjectName project) {
        return handle.createQuery(
                        "SELECT * FROM domains WHERE team = ? AND project = ? ORDER BY name")
                .bind(0, team.value())
                .bind(1, project.value())
                .map(ROW)
                .list();
    }

    public Optional<Domain> find(NamePattern name) {
        return handle.createQuery("SELECT * FROM domains WHERE team = ? AND name = ?")
                .bind(0, team.value())
                .bind(1, name.value())
                .map(ROW)
                .findOne();
    }

    /// Whether the team has proved the name, or all names beside it.
    public boolean hasProved(HostName host) {
        return proved(NamePattern.of(host))
                || NamePattern.beside(host).filter(this::proved).isPresent();
    }

    private boolean proved(NamePattern name) {
        return find(name).flatMap(Domain::proof).isPresent();
    }

    /// How another team has proved the name; which one is not told.
    public Optional<Domain.Proof.Kind> provedByAnother(NamePattern name) {
        return handle.createQuery(
                        "SELECT proof FROM domains WHERE team <> ? AND name = ? AND proved IS NOT NULL")
                .bind(0, team.value())
                .bind(1, name.value())
                .mapTo(String.class)
                .findOne()
                .map(Domain.Proof.Kind::valueOf);
    }

    public void put(Domain domain) {
        remove(domain.name());
        var options = domain.options();
        handle.execute(
                """
                INSERT INTO domains (name, team, project, redirect, plain, hsts, dns, added, proof, proved)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                domain.name().value(),
                team.value(),
                domain.project().value(),
                Rows.text(options.redirect()),
                options.plain().name(),
                options.hsts().map(Duration::toMillis).orElse(null),
                Rows.text(options.dns()),
                domain.added().toEpochMilli(),
                Rows.text(domain.proof().map(Domain.Proof::kind)),
                Rows.millis(domain.proof().map(Domain.Proof::since)));
    }

    public void remove(NamePattern name) {
        handle.execute(
                "DELETE FROM domains WHERE team = ? AND name = ?", team.value(), name.value());
    }

    /// Who has proved a name takes it from those who have not, or less well: their proof ends, and so do the
    /// names that they pointed somewhere by hand.
    ///
    /// @return whether one of those was
    public boolean takeFromOthers(NamePattern name) {
        handle.execute(
                "UPDATE domains SET proof = NULL, proved = NULL WHERE team <> ? AND name = ?",
                team.value(),
                name.value());
        return handle.execute(
                        "DELETE FROM aliases WHERE team <> ? AND host = ?",
                        team.value(),
                        name.value())
                > 0;
    }
}

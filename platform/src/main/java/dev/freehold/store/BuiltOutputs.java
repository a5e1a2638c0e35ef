package dev.freehold.store;

import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was built of which inputs, so that the same is not built twice.
public final class BuiltOutputs {
    private final Handle handle;
    private final TeamId team;

    BuiltOutputs(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    public Optional<Digest> find(ProjectName project, Digest inputs) {
        return handle.createQuery(
                        "SELECT output FROM built_outputs WHERE team = ? AND project = ? AND inputs = ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, inputs.hex())
                .mapTo(String.class)
                .findOne()
                .map(Digest::parse);
    }

    public void put(ProjectName project, Digest inputs, Digest output, Instant now) {
        handle.execute(
                """
                INSERT INTO built_outputs (team, project, inputs, output, used) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (team, project, inputs)
                    DO UPDATE SET output = excluded.output, used = excluded.used
                """,
                team.value(),
                project.value(),
                inputs.hex(),
                output.toString(),
                now.toEpochMilli());
    }

    /// Forgets what was made before then, unless a name leads to a deployment that has it: by that row is known that
    /// nothing has changed since.
    public void forgetBefore(Instant time) {
        handle.execute(
                """
                DELETE FROM built_outputs WHERE team = ? AND used < ? AND NOT EXISTS (
                    SELECT 1 FROM deployments
                        JOIN aliases ON aliases.deployment = deployments.id AND aliases.gone IS NULL
                        WHERE deployments.team = built_outputs.team
                            AND deployments.project = built_outputs.project
                            AND deployments.output = built_outputs.output)
                """,
                team.value(),
                time.toEpochMilli());
    }
}

package dev.freehold.store;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// How many instances a team's services have by its word.
public final class Scales {
    private final Handle handle;
    private final TeamId team;

    Scales(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// What is said of an environment's services.
    public Map<ServiceName, Scale> of(ProjectName project, EnvironmentName environment) {
        return handle.createQuery(
                        "SELECT * FROM scales WHERE team = ? AND project = ? AND environment = ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, environment.value())
                .map((row, _) -> Map.entry(new ServiceName(row.getString("service")), scale(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Says it from now on; empty leaves it to the output again.
    public void put(
            ProjectName project,
            EnvironmentName environment,
            ServiceName service,
            Optional<Scale> scale) {
        handle.execute(
                "DELETE FROM scales WHERE team = ? AND project = ? AND environment = ? AND service = ?",
                team.value(),
                project.value(),
                environment.value(),
                service.value());
        scale.ifPresent(said ->
                handle.execute(
                        "INSERT INTO scales (team, project, environment, service, least, most, concurrency)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        team.value(),
                        project.value(),
                        environment.value(),
                        service.value(),
                        said.least(),
                        said.most(),
                        said.concurrency().orElse(null)));
    }

    private static Scale scale(ResultSet row) throws SQLException {
        int concurrency = row.getInt("concurrency");
        Optional<Integer> said = row.wasNull() ? Optional.empty() : Optional.of(concurrency);
        return new Scale(row.getInt("least"), row.getInt("most"), said);
    }
}

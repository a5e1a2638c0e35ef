package dev.freehold.schedule;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Schedule;
import dev.freehold.store.Deployment;
import dev.freehold.store.ScheduleRun;
import java.time.Instant;

/// A schedule, and the deployment that it is for.
public record Target(Deployment deployment, Schedule schedule) {
    /// Of which there is one run at a time, whatever is deployed meanwhile.
    public record Key(TeamId team, ProjectName project, String schedule) {}

    public Key key() {
        return new Key(deployment.team(), deployment.project(), schedule.name());
    }

    ScheduleRun due(Instant planned) {
        return ScheduleRun.due(deployment.project(), schedule.name(), deployment.id(), planned);
    }
}

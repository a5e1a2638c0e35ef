-- What was done by the clock, or when somebody asked. Without an outcome it goes on.
CREATE TABLE schedule_runs (
    number BIGINT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    schedule TEXT NOT NULL,
    deployment TEXT NOT NULL,
    actor TEXT,
    planned BIGINT NOT NULL,
    started BIGINT,
    ended BIGINT,
    outcome TEXT
);

CREATE INDEX schedule_runs_by_schedule ON schedule_runs (team, project, schedule, number);

-- Up to when each schedule of a project's production is settled: what was due by then was run, or stated as missed.
CREATE TABLE schedule_marks (
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    schedule TEXT NOT NULL,
    times TEXT NOT NULL,
    settled BIGINT NOT NULL,
    PRIMARY KEY (project, schedule)
);

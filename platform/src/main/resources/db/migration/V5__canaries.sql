-- A candidate that is shown to a share of production's visitors, and how that ended. At most one of a
-- project has not ended. Shares are hundredths of a percent.
CREATE TABLE canaries (
    candidate TEXT NOT NULL PRIMARY KEY REFERENCES deployments (id),
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    share BIGINT NOT NULL,
    most_errors BIGINT NOT NULL,
    slowest BIGINT,
    actor TEXT NOT NULL,
    began BIGINT NOT NULL,
    completes BIGINT,
    ended BIGINT,
    outcome TEXT,
    reason TEXT
);

CREATE INDEX canaries_by_project ON canaries (team, project, began);

-- Host names of what was removed for good: they go on answering 410, until somebody uses them again.
CREATE TABLE gone_names (
    host TEXT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    deployment TEXT NOT NULL,
    gone BIGINT NOT NULL
);

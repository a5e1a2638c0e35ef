-- Portable SQL: TEXT and BIGINT only, times as milliseconds since 1970. Every row names its team.

CREATE TABLE platform (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

INSERT INTO platform (name, value) VALUES ('epoch', 1), ('revision', 0);

CREATE TABLE tokens (
    digest TEXT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    actor TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT
);

-- Host names are made of project names, so a name belongs to one team only.
CREATE TABLE projects (
    name TEXT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    created BIGINT NOT NULL,
    configuration BIGINT NOT NULL,
    trashed_until BIGINT
);

CREATE TABLE deployments (
    id TEXT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    environment TEXT NOT NULL,
    branch TEXT,
    message TEXT,
    actor TEXT NOT NULL,
    created BIGINT NOT NULL,
    stage TEXT NOT NULL,
    problem TEXT,
    source TEXT,
    output TEXT,
    configuration BIGINT NOT NULL,
    promoted_from TEXT,
    switched BIGINT,
    warm_until BIGINT
);

CREATE INDEX deployments_by_project ON deployments (team, project, created);

-- A host name whose deployment is gone stays as a row, so that it answers 410.
CREATE TABLE aliases (
    host TEXT NOT NULL PRIMARY KEY,
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    deployment TEXT NOT NULL REFERENCES deployments (id),
    kind TEXT NOT NULL,
    gone BIGINT
);

CREATE INDEX aliases_by_deployment ON aliases (deployment);

-- A value is never overwritten: the newest revision counts, and one without ciphertext is a removal.
CREATE TABLE variables (
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    environment TEXT NOT NULL,
    name TEXT NOT NULL,
    revision BIGINT NOT NULL,
    ciphertext TEXT,
    PRIMARY KEY (project, environment, name, revision)
);

CREATE TABLE team_blobs (
    team TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (team, digest)
);

CREATE TABLE built_outputs (
    team TEXT NOT NULL,
    project TEXT NOT NULL,
    inputs TEXT NOT NULL,
    output TEXT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (team, project, inputs)
);

CREATE TABLE changes (
    number BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    team TEXT NOT NULL,
    time BIGINT NOT NULL,
    actor TEXT NOT NULL,
    project TEXT,
    sentence TEXT NOT NULL,
    reversibility TEXT NOT NULL,
    before_state TEXT NOT NULL,
    after_state TEXT NOT NULL,
    undoes TEXT,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL
);

CREATE INDEX changes_by_project ON changes (team, project, number);

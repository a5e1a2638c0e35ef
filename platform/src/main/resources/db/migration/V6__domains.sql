-- Domains of users' own. Several teams may claim a name, and one at most has proved it. A name is a host name, or
-- "*." and one. The proof is how it was proved; redirect, hsts (milliseconds) and dns are empty where they are not wanted.
CREATE TABLE domains (
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    redirect TEXT,
    plain TEXT NOT NULL,
    hsts BIGINT,
    dns TEXT,
    added BIGINT NOT NULL,
    proof TEXT,
    proved BIGINT,
    PRIMARY KEY (name, team)
);

CREATE UNIQUE INDEX domains_proved ON domains (name) WHERE proved IS NOT NULL;
CREATE INDEX domains_by_project ON domains (team, project);

-- The newest certificate of a domain; the id is its chain's digest. The key is encrypted.
CREATE TABLE certificates (
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    id TEXT NOT NULL,
    chain TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    PRIMARY KEY (name, team)
);

-- When a domain's certificate is seen to next, and what went wrong the last times.
CREATE TABLE certificate_turns (
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    due BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    problem TEXT,
    PRIMARY KEY (name, team)
);

-- The platform's account at each certificate authority, by its directory. The key is encrypted.
CREATE TABLE acme_accounts (
    directory TEXT NOT NULL PRIMARY KEY,
    location TEXT NOT NULL,
    sealed_key TEXT NOT NULL
);

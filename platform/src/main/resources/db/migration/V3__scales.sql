-- How many instances a service has by its owner's word, for all deployments of an environment.
CREATE TABLE scales (
    team TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES projects (name),
    environment TEXT NOT NULL,
    service TEXT NOT NULL,
    least BIGINT NOT NULL,
    most BIGINT NOT NULL,
    concurrency BIGINT,
    PRIMARY KEY (project, environment, service)
);

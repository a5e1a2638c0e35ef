package dev.freehold.server;

/// What this is, as `freehold --version` and the API say it.
final class Version {
    static final String TEXT = "0.1.0";

    private Version() {}
}

package dev.freehold.output;

/// A language runtime by name and exact version, `node` `24.11.1`; it lies in the platform's folder of
/// runtimes as `node-24.11.1` and is mounted read-only at `/runtimes/node-24.11.1`.
public record Runtime(String name, String version) {
    public String folder() {
        return name + "-" + version;
    }
}

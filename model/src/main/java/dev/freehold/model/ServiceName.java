package dev.freehold.model;

/// The name of a service within a project: `web`, `worker`, `functions`.
public record ServiceName(String value) implements Comparable<ServiceName> {
    public static final ServiceName WEB = new ServiceName("web");

    public ServiceName {
        if (!value.matches("[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?")) {
            throw Invalid.because(
                    "\"" + value + "\" can't be a service's name",
                    "use 1 to 40 of a-z, 0-9, \"-\" and \"_\"");
        }
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

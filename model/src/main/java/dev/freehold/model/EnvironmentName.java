package dev.freehold.model;

/// Production, preview, or a name of the user's own: what configuration a deployment gets.
public record EnvironmentName(String value) implements Comparable<EnvironmentName> {
    public static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    public static final EnvironmentName PREVIEW = new EnvironmentName("preview");

    public EnvironmentName {
        if (!value.matches("[a-z]([a-z0-9-]{0,28}[a-z0-9])?") || value.contains("--")) {
            throw Invalid.because(
                    "\"" + value + "\" can't be an environment's name",
                    "use \"production\", \"preview\", or 1 to 30 of a-z, 0-9 and single \"-\"");
        }
    }

    public boolean isProduction() {
        return equals(PRODUCTION);
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.freehold.model;

/// A value that can't be printed: its text is `***` wherever it is shown. Equal by value.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// The value itself, for the one place that hands it on.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}

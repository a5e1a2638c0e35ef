package dev.freehold.model;

/// Who owns projects, tokens and blobs. Every stored row and every look-up names one.
public record TeamId(String value) {
    /// The team of a platform with one owner.
    public static final TeamId OWNER = new TeamId("owner");

    public TeamId {
        if (!value.matches("[a-z0-9-]{1,40}")) {
            throw Invalid.because(
                    "\"" + value + "\" can't be a team's id", "use 1 to 40 of a-z, 0-9 and \"-\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

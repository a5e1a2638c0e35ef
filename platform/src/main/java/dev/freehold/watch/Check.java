package dev.freehold.watch;

/// One thing that the platform looks for on its machine.
///
/// @param needed whether something is lost where it is missing
/// @param explanation what was found, in plain words
/// @param cost what it costs that it is missing; empty where all is well
public record Check(String name, boolean ok, boolean needed, String explanation, String cost) {
    public static Check well(String name, String explanation) {
        return new Check(name, true, true, explanation, "");
    }

    public static Check missing(String name, String explanation, String cost) {
        return new Check(name, false, true, explanation, cost);
    }

    /// Missing, and nothing is lost.
    static Check unneeded(String name, String explanation) {
        return new Check(name, false, false, explanation, "");
    }
}

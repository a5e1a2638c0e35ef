package dev.freehold.watch;

/// One thing that the platform looks for on its machine.
///
/// @param explanation what was found, in plain words
/// @param cost what it costs that it is missing; empty where all is well
public record Check(String name, boolean ok, String explanation, String cost) {}

package dev.freehold.sandbox;

/// How often the kernel held a process to its limits.
///
/// @param memory so many of its processes were killed for its memory limit
/// @param processes so often it was refused one more process or thread
public record Strikes(long memory, long processes) {
    static final Strikes NONE = new Strikes(0, 0);
}

package dev.freehold.model;

import java.time.Duration;

/// How a deployment answered its visitors.
///
/// @param failures answers of 500 and above, and those that were broken off
/// @param p95 within which 95 of 100 answers began
public record Traffic(long requests, long failures, Duration p95) {
    public static final Traffic NONE = new Traffic(0, 0, Duration.ZERO);

    public Share failing() {
        return Share.of(Math.min(failures, requests), requests);
    }
}

package dev.freehold.model;

import java.time.Duration;

/// What visitors got by one route of a project: `files`, `function api/hello.js`, `service web`. Never a path
/// as it was asked for, of which there is no end.
///
/// @param errors answers of 500 and above
/// @param bytes of the answers' bodies
/// @param took the sum of all times from the request to the end of its answer
/// @param waits each of these times
public record RouteTraffic(
        String route, long requests, long errors, long bytes, Duration took, Waits waits) {

    public static RouteTraffic none(String route) {
        return new RouteTraffic(route, 0, 0, 0, Duration.ZERO, Waits.NONE);
    }

    /// What came after `earlier`; all of it where that counted more, since then its node began anew.
    public RouteTraffic since(RouteTraffic earlier) {
        return earlier.requests > requests
                ? this
                : new RouteTraffic(
                        route,
                        requests - earlier.requests,
                        Math.max(0, errors - earlier.errors),
                        Math.max(0, bytes - earlier.bytes),
                        took.minus(earlier.took),
                        waits.since(earlier.waits));
    }

    /// Both together, under this one's name.
    public RouteTraffic plus(RouteTraffic other) {
        return new RouteTraffic(
                route,
                requests + other.requests,
                errors + other.errors,
                bytes + other.bytes,
                took.plus(other.took),
                waits.plus(other.waits));
    }
}

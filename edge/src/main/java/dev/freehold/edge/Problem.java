package dev.freehold.edge;

import dev.freehold.model.FreeholdException;

/// What can be wrong, as a visitor is told.
///
/// @param code stable, in the header `x-freehold-error`
/// @param title a few words
/// @param advice what to do next
record Problem(int status, String code, String title, String advice) {
    static final Problem BAD_REQUEST =
            new Problem(
                    400,
                    "bad-request",
                    "This request can't be understood",
                    "Check the address, and send the request again.");
    static final Problem HEADERS_TOO_LARGE =
            new Problem(
                    431,
                    "headers-too-large",
                    "The request's headers are too large",
                    "Clear the cookies of this site, and try again.");
    static final Problem ADDRESS_TOO_LONG =
            new Problem(
                    414,
                    "address-too-long",
                    "This address is too long",
                    "Check the address, or send what it holds in the body of a request.");
    static final Problem TOO_SLOW =
            new Problem(
                    408,
                    "too-slow",
                    "The request took too long to arrive",
                    "Check the connection, and send the request again.");
    static final Problem TOO_LARGE =
            new Problem(
                    413,
                    "too-large",
                    "The request is too large",
                    "Send less at once, or ask the owner of the site for a higher limit.");
    static final Problem UNEXPECTED =
            new Problem(
                    417,
                    "unknown-expectation",
                    "This request expects what is not known here",
                    "Send it without the header \"Expect\", or with \"100-continue\" in it.");
    static final Problem NO_SUCH_PROTOCOL =
            new Problem(
                    501,
                    "unknown-protocol",
                    "This protocol is not spoken here",
                    "Only WebSockets can be opened in a stream of HTTP/2.");
    static final Problem UNKNOWN_HOST =
            new Problem(
                    404,
                    "unknown-host",
                    "There is no site at this address",
                    "Check the spelling. If the site is yours, \"freehold ls\" shows its addresses.");
    static final Problem MISDIRECTED =
            new Problem(
                    421,
                    "misdirected",
                    "This connection is for another site",
                    "Send the request again on a new connection.");
    static final Problem GONE =
            new Problem(
                    410,
                    "gone",
                    "This deployment is gone",
                    "It expired or was removed. The site itself may live at its main address.");
    static final Problem NOT_ALLOWED =
            new Problem(
                    405, "method-not-allowed", "This page can only be read", "Use GET or HEAD.");
    static final Problem UNREACHABLE =
            new Problem(
                    502,
                    "unreachable",
                    "The app does not answer",
                    "Try again in a moment. If the site is yours, \"freehold logs\" tells more.");
    static final Problem BROKEN_OFF =
            new Problem(
                    502,
                    "broken-off",
                    "The app broke off before it answered",
                    "Try again in a moment. If the site is yours, \"freehold logs\" tells more.");
    static final Problem BAD_ANSWER =
            new Problem(
                    502,
                    "bad-answer",
                    "The app's answer can't be understood",
                    "Try again in a moment. If the site is yours, \"freehold logs\" tells more.");
    static final Problem TIMED_OUT =
            new Problem(
                    504,
                    "timed-out",
                    "The app took too long to answer",
                    "Try again in a moment. If the site is yours, \"freehold logs\" tells more.");
    static final Problem FULL =
            new Problem(503, "capacity", "The app has too much to do", "Try again in a moment.");
    static final Problem START_FAILED =
            new Problem(
                    502,
                    "start-failed",
                    "The app could not start",
                    "If the site is yours, \"freehold logs\" tells why.");
    static final Problem INTERNAL =
            new Problem(500, "internal", "Something went wrong here", "Try again in a moment.");

    /// For a status that a rule or a file system look-up gave.
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 404 ->
                    new Problem(
                            404,
                            "not-found",
                            "There is no such page",
                            "Check the address, or start at the site's first page.");
            case 405 -> NOT_ALLOWED;
            case 410 ->
                    new Problem(
                            410, "gone", "This page is gone", "Start at the site's first page.");
            case 508 ->
                    new Problem(
                            508,
                            "rules-without-end",
                            "The site's rules lead nowhere",
                            "If the site is yours, look for rewrites that send a path back to itself.");
            default ->
                    status >= 500
                            ? new Problem(
                                    status,
                                    "error",
                                    "Something went wrong",
                                    "Try again in a moment.")
                            : new Problem(
                                    status,
                                    "refused",
                                    "This can't be shown",
                                    "Start at the site's first page.");
        };
    }

    /// For what comes back in place of an instance. The text for the owner stays inside.
    static Problem of(Throwable failure) {
        if (!(failure instanceof FreeholdException known)) {
            return UNREACHABLE;
        }
        return switch (known.code()) {
            case CAPACITY, QUOTA, UNAVAILABLE -> FULL;
            case TIMED_OUT -> TIMED_OUT;
            case GONE, NOT_FOUND -> GONE;
            default -> START_FAILED;
        };
    }
}

package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Whether apps may run on a host that can't keep them apart at all. Who tries things out on a laptop may;
/// a server, which answers other machines, refuses unless it is told.
public enum WithoutIsolation {
    ALLOWED,
    REFUSED,
    ALLOWED_ON_LOOPBACK;

    /// @param text `allow`, `refuse`, or nothing
    public static WithoutIsolation parse(String text) {
        return switch (text) {
            case "" -> ALLOWED_ON_LOOPBACK;
            case "allow" -> ALLOWED;
            case "refuse" -> REFUSED;
            default ->
                    throw Invalid.because(
                            "\"" + text + "\" is neither \"allow\" nor \"refuse\"",
                            "unset FREEHOLD_UNCONFINED to allow it on a loopback address only");
        };
    }

    /// @param tiers what the host offers, best first
    /// @param bind the address on which apps answer
    /// @throws FreeholdException FORBIDDEN, with what would make it better
    public void check(List<Tier> tiers, String bind) {
        var best = tiers.stream().filter(Tier::works).findFirst().orElseThrow();
        if (best.name().equals(Tiers.NONE) && !allows(bind)) {
            throw new FreeholdException(
                    ErrorCode.FORBIDDEN,
                    "this host can't keep apps apart, and answers at \""
                            + bind
                            + "\": "
                            + best.explanation(),
                    "see freehold doctor for what is missing, or set FREEHOLD_UNCONFINED=allow to take that on");
        }
    }

    private boolean allows(String bind) {
        return switch (this) {
            case ALLOWED -> true;
            case REFUSED -> false;
            case ALLOWED_ON_LOOPBACK -> isLoopback(bind);
        };
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}

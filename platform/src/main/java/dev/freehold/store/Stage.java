package dev.freehold.store;

/// How far a deployment has come; journaled in its row at each step.
public enum Stage {
    RECEIVED,
    BUILDING,
    PLACED,
    STARTING,
    HEALTHY,
    /// Visitors get it: the transaction that moved the names is done. What is left is cleaning up.
    SWITCHED,
    READY,
    FAILED,
    CANCELLED,
    /// The platform ended in the middle of it.
    INTERRUPTED,
    /// Removed by policy: its names answer 410.
    EXPIRED,
    /// Removed by somebody, into the trash: its names answer 410.
    REMOVED;

    /// Whether visitors may get it.
    public boolean isLive() {
        return this == SWITCHED || this == READY;
    }

    /// Whether somebody is at work on it, or was when the platform ended.
    public boolean isUnderWay() {
        return compareTo(SWITCHED) < 0;
    }
}

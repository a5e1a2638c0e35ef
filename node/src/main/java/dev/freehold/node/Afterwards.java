package dev.freehold.node;

import java.util.List;

/// What follows from what was settled under a pool's lock, and happens once that is free: requests go on,
/// ends are watched for, instances are started, frozen, thawed and stopped.
record Afterwards(List<Runnable> steps) {
    void happen() {
        steps.forEach(Runnable::run);
    }
}

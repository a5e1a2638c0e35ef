package dev.freehold.api;

import dev.freehold.backup.Backup;
import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.schedule.Schedules;
import dev.freehold.store.Access;
import dev.freehold.watch.Doctor;
import dev.freehold.watch.Housekeeping;

/// The rooms behind the door.
///
/// @param shutdown ends the whole platform, as `freehold down` asks
public record Rooms(
        Means means,
        Delivery delivery,
        Access access,
        Schedules schedules,
        Housekeeping housekeeping,
        Doctor doctor,
        Backup backup,
        Runnable shutdown) {}

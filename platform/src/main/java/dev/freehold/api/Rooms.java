package dev.freehold.api;

import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.store.Access;

/// The rooms behind the door.
///
/// @param shutdown ends the whole platform, as `freehold down` asks
public record Rooms(Means means, Delivery delivery, Access access, Runnable shutdown) {}

package dev.freehold.run;

import dev.freehold.model.ByteSize;
import java.time.Duration;

/// What a deployment uses now.
public record Usage(int instances, ByteSize memory, Duration cpu, ByteSize volumes) {}

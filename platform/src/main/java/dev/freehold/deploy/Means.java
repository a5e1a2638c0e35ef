package dev.freehold.deploy;

import dev.freehold.build.Builds;
import dev.freehold.journal.Journal;
import dev.freehold.output.Outputs;
import dev.freehold.run.Provider;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.Configuration;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Gate;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// What a deploy works with.
public record Means(
        DataFolder folder,
        Database database,
        BlobFolder blobs,
        Outputs outputs,
        Configuration configuration,
        Journal journal,
        Builds builds,
        Provider provider,
        Nodes nodes,
        Addresses addresses,
        Policy policy,
        Clock clock,
        RandomGenerator random,
        Failpoints failpoints,
        Gate gate,
        String version) {}

package dev.freehold.deploy;

import dev.freehold.output.Tree;
import dev.freehold.store.Deployment;
import java.util.Optional;

/// A deployment that is written down, and the tree that came with it, where it has to be built.
///
/// @param canary where not all visitors are to get it at once
record Received(Deployment deployment, Optional<Tree> source, Optional<CanaryRequest> canary) {}

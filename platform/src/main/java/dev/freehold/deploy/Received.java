package dev.freehold.deploy;

import dev.freehold.output.Tree;
import dev.freehold.store.Deployment;
import java.util.Optional;

/// A deployment that is written down, and the tree that came with it, where it has to be built.
record Received(Deployment deployment, Optional<Tree> source) {}

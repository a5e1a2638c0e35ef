package dev.freehold.deploy;

import dev.freehold.store.Stage;

/// Where a test ends the platform in the middle of a deploy. Nothing happens in production.
public interface Failpoints {
    Failpoints NONE = _ -> {};

    /// The deployment's row says `stage` now, and nothing after it has begun.
    void reached(Stage stage);
}

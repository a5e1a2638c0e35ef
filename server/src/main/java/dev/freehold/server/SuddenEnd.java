package dev.freehold.server;

import dev.freehold.deploy.Failpoints;
import dev.freehold.store.Stage;

/// Ends the process without a word once a deploy has reached a stage, as a power cut would. For tests:
/// `-Dfreehold.failpoint=STARTING` counts only where assertions are on, and nobody runs so.
record SuddenEnd(Stage at) implements Failpoints {
    private static final String PROPERTY = "freehold.failpoint";
    private static final int KILLED = 137;

    static Failpoints asTold() {
        var stage = System.getProperty(PROPERTY, "");
        return stage.isEmpty() || !SuddenEnd.class.desiredAssertionStatus()
                ? NONE
                : new SuddenEnd(Stage.valueOf(stage));
    }

    @Override
    public void reached(Stage stage) {
        if (stage == at) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

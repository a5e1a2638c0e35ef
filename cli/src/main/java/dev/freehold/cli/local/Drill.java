package dev.freehold.cli.local;

import java.util.List;
import java.util.Map;

/// Plays a drill by the platform's own program, on a platform of its own; a running one is left alone.
public record Drill(DataFolder data) {

    /// The exit status of the platform's program, which tells the story itself: 0 where all was as promised.
    ///
    /// @param rate requests a second, as typed
    public int play(String name, String rate) {
        return ServerCommand.run(
                List.of("drill", name, "--rate", rate, "--data", data.path().toString()), Map.of());
    }
}

package dev.freehold.cli;

import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// One word of the command line: `freehold deploy`.
interface Command {
    Manual manual();

    /// The process's exit status; errors are thrown.
    int run(Arguments arguments, Session session);
}

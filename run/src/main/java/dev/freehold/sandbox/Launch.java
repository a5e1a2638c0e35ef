package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything about a start that is decided before it.
///
/// @param command of the outermost process; holds no value of the user's environment
/// @param environment of the outermost process
/// @param workingFolder of the outermost process, on the host
/// @param input sent to its standard input, which is then closed
record Launch(
        List<String> command,
        Path workingFolder,
        Map<String, String> environment,
        byte[] input,
        Holdings holdings) {}

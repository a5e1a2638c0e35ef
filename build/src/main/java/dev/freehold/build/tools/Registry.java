package dev.freehold.build.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where packages come from.
interface Registry {
    /// All versions of a package, in no order.
    List<String> versions(String name) throws IOException, InterruptedException;

    Integrity integrity(Package of) throws IOException, InterruptedException;

    /// Fetches the package's tarball into the folder and returns the file; its bytes are not checked.
    Path fetch(Package what, Path into) throws IOException, InterruptedException;
}

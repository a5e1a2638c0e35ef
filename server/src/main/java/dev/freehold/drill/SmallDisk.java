package dev.freehold.drill;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder on a disk of its own that can be filled without harm: in memory, where root may mount it.
///
/// @param isSmall whether it is one; else an ordinary folder
record SmallDisk(Path path, boolean isSmall) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmallDisk.class);

    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        boolean mounted =
                System.getProperty("user.name").equals("root")
                        && run("mount", "-t", "tmpfs", "-o", "size=300m,mode=700", "drill", folder)
                                == 0;
        return new SmallDisk(folder, mounted);
    }

    private static int run(Object... words) throws IOException, InterruptedException {
        var command = java.util.Arrays.stream(words).map(Object::toString).toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /// Lazily: an app that just ends may still have a file open.
    @Override
    public void close() {
        try {
            if (isSmall && run("umount", "-l", path) != 0) {
                LOG.warn("could not unmount {}", path);
            }
        } catch (IOException e) {
            LOG.warn("could not unmount {}", path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

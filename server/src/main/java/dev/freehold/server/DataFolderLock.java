package dev.freehold.server;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.store.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One control plane and one node per data folder: the kernel's lock goes with the process, however it ends.
final class DataFolderLock implements AutoCloseable {
    private final FileLock lock;

    private DataFolderLock(FileLock lock) {
        this.lock = lock;
    }

    static DataFolderLock ofControl(DataFolder folder) throws IOException {
        return take(folder.root().resolve("lock"), "another platform");
    }

    static DataFolderLock ofNode(DataFolder folder) throws IOException {
        var own = folder.root().resolve("node");
        Files.createDirectories(own);
        return take(own.resolve("lock"), "another node");
    }

    private static DataFolderLock take(Path file, String who) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    who + " runs on \"" + file.getParent() + "\"",
                    "use it (\"freehold status\"), stop it (\"freehold down\"), or choose another folder (--data)");
        }
        return new DataFolderLock(lock);
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}

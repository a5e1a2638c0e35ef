package dev.freehold.server;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One platform per data folder: the kernel's lock goes with the process, however it ends.
final class DataFolderLock implements AutoCloseable {
    private final FileLock lock;

    private DataFolderLock(FileLock lock) {
        this.lock = lock;
    }

    static DataFolderLock take(Path dataFolder) throws IOException {
        var channel =
                FileChannel.open(
                        dataFolder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "another platform runs on \"" + dataFolder + "\"",
                    "use it (\"freehold status\"), stop it (\"freehold down\"), or choose another folder (--data)");
        }
        return new DataFolderLock(lock);
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}

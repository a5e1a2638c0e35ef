package dev.freehold.run.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room on the disk that nobody else can take: a start writes a few kilobytes, and what sleeps shall wake also
/// where something has filled the disk. Safe for concurrent use.
final class Reserve {
    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int SIZE = 16 << 20;
    private static final int BLOCK = 1 << 20;

    /// With less than this a start may fail.
    private static final int FULL = 1 << 20;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /// Takes the room where there is plenty: twice as much as is taken.
    synchronized void take() {
        try {
            boolean there = Files.exists(file) && Files.size(file) >= SIZE;
            if (!there && usable() > 2L * SIZE) {
                write();
            }
        } catch (IOException e) {
            LOG.warn("could not reserve room on the disk file={}", file, e);
        }
    }

    /// Really written: a hole would hold no room.
    private void write() throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int at = 0; at < SIZE; at += BLOCK) {
                channel.write(ByteBuffer.allocate(BLOCK), at);
            }
        }
    }

    /// Gives the room free where the disk is full: what starts now gets it.
    synchronized void makeRoom() {
        try {
            if (Files.exists(file) && usable() < FULL) {
                Files.delete(file);
                LOG.warn("the disk is full: the room kept for starts is used file={}", file);
            }
        } catch (IOException e) {
            LOG.warn("could not give room free file={}", file, e);
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(Disk.folderOf(file)).getUsableSpace();
    }
}

package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/// When the bytes of a log were written, though nobody stands between an app and its file: whoever caps
/// it notes in `<file>.times` how long it was at each look at which it had grown. A byte's time is that of
/// the first look that saw it.
///
/// A mark is two big-endian numbers: the place up to which the log went, counted from the first byte ever
/// written, and the milliseconds since 1970; negative where nobody had looked for a while before, so that
/// it says no more than "until".
public record LogTimes(Path log) {
    static final int MOST = 256 << 10;
    static final int MARK = 2 * Long.BYTES;

    /// The time of a line.
    ///
    /// @param until whether it may have been written long before
    /// @param earliest before which it was not written, as far as is known
    public record When(Instant time, Instant earliest, boolean until) {}

    /// All marks as they were when they were read.
    public static final class Marks {
        private final long[] numbers;

        private Marks(long[] numbers) {
            this.numbers = numbers;
        }

        /// @param now for bytes that nobody looked at yet
        public When at(long place, Instant now) {
            int mark = firstBeyond(place);
            var earliest = mark == 0 ? Instant.EPOCH : time(mark - 1);
            return mark == count()
                    ? new When(now, earliest, false)
                    : new When(time(mark), earliest, numbers[2 * mark + 1] < 0);
        }

        /// The place from which on everything was written at this time or later.
        public long placeOf(Instant since) {
            int mark = 0;
            while (mark < count() && time(mark).isBefore(since)) {
                mark++;
            }
            return mark == 0 ? 0 : numbers[2 * (mark - 1)];
        }

        int count() {
            return numbers.length / 2;
        }

        /// How long the log was at the last look.
        long end() {
            return numbers[numbers.length - 2];
        }

        Instant time(int mark) {
            return Instant.ofEpochMilli(Math.abs(numbers[2 * mark + 1]));
        }

        private int firstBeyond(long place) {
            int low = 0;
            int high = count();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (numbers[2 * middle] > place) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /// None where it was never looked at.
    public Marks read() throws IOException {
        try {
            var bytes = Files.readAllBytes(file());
            var numbers = new long[bytes.length / MARK * 2];
            ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
            return new Marks(numbers);
        } catch (NoSuchFileException never) {
            return new Marks(new long[0]);
        }
    }

    void add(long place, Instant time, boolean until) throws IOException {
        var mark = ByteBuffer.allocate(MARK);
        long at = time.toEpochMilli();
        mark.putLong(place).putLong(until ? -at : at);
        Files.write(file(), mark.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// What the log no longer holds is forgotten; where that is too little, every second of the older marks.
    void shrink(long begin) throws IOException {
        var all = read().numbers;
        var kept = ByteBuffer.allocate(all.length * Long.BYTES);
        boolean tooMany = all.length * Long.BYTES >= MOST;
        for (int i = 0; i + 1 < all.length; i += 2) {
            boolean thinned = tooMany && i < all.length / 2 && i % 4 == 0;
            if (all[i] > begin && !thinned) {
                kept.putLong(all[i]).putLong(all[i + 1]);
            }
        }
        var fresh = file().resolveSibling(file().getFileName() + ".new");
        Files.write(fresh, java.util.Arrays.copyOf(kept.array(), kept.position()));
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    void clear() throws IOException {
        Files.deleteIfExists(file());
    }

    long size() throws IOException {
        return Files.exists(file()) ? Files.size(file()) : 0;
    }

    private Path file() {
        return log.resolveSibling(log.getFileName() + ".times");
    }
}

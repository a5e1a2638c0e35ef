package dev.freehold.cli.upload;

import dev.freehold.cli.api.Content;
import dev.freehold.cli.upload.SourceTree.Hashed;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What one request sends: a file by itself, or many small ones together, since most of what a small
/// one costs is the request and the platform's care for its disk.
record Parcel(List<Hashed> files) {
    private static final long SMALL = 128 << 10;
    private static final int MOST_FILES = 500;
    private static final long MOST_BYTES = 4 << 20;
    private static final int WORTH_IT = 8;
    private static final int HEAD = 32 + Long.BYTES;

    /// Large files first, so that the last of them is not waited for alone.
    static List<Parcel> of(List<Hashed> biggestFirst) {
        var parcels = new ArrayList<Parcel>();
        var small = new ArrayList<Hashed>();
        for (var hashed : biggestFirst) {
            if (hashed.file().size() > SMALL) {
                parcels.add(new Parcel(List.of(hashed)));
            } else {
                small.add(hashed);
            }
        }
        if (small.size() < WORTH_IT) {
            small.forEach(hashed -> parcels.add(new Parcel(List.of(hashed))));
        } else {
            addTogether(small, parcels);
        }
        return parcels;
    }

    private static void addTogether(List<Hashed> small, List<Parcel> parcels) {
        var next = new ArrayList<Hashed>();
        long bytes = 0;
        for (var hashed : small) {
            if (next.size() == MOST_FILES || bytes + hashed.file().size() > MOST_BYTES) {
                parcels.add(new Parcel(List.copyOf(next)));
                next.clear();
                bytes = 0;
            }
            next.add(hashed);
            bytes += hashed.file().size();
        }
        parcels.add(new Parcel(List.copyOf(next)));
    }

    boolean isSingle() {
        return files.size() == 1;
    }

    /// The body of `PUT /blobs/{digest}`, or that of `POST /blobs`: digest, length, content, and so on.
    FilesContent content(Traffic traffic) {
        return new FilesContent(this, traffic);
    }

    static final class FilesContent implements Content {
        private final Parcel parcel;
        private final Traffic traffic;
        private long moved;

        private FilesContent(Parcel parcel, Traffic traffic) {
            this.parcel = parcel;
            this.traffic = traffic;
        }

        @Override
        public long length() {
            long length = 0;
            for (var hashed : parcel.files()) {
                length += hashed.file().size() + (parcel.isSingle() ? 0 : HEAD);
            }
            return length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            var data = new DataOutputStream(out);
            for (var hashed : parcel.files()) {
                if (!parcel.isSingle()) {
                    data.write(HexFormat.of().parseHex(hashed.digest()));
                    data.writeLong(hashed.file().size());
                }
                FileBytes.copy(hashed.file(), out, this::moved);
            }
        }

        private void moved(int bytes) {
            moved += bytes;
            traffic.moved(bytes);
        }

        /// The way broke: what was counted as sent was not.
        void takeBack() {
            traffic.moved(-moved);
            moved = 0;
        }
    }
}

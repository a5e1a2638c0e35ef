package dev.freehold.cli.upload;

import dev.freehold.model.Digest;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the digests of files, from the cache or by reading them on all processors.
final class Hashing {
    private static final int SMALL = 1 << 16;

    private final StatCache cache;
    private final Traffic traffic;

    Hashing(StatCache cache, Traffic traffic) {
        this.cache = cache;
        this.traffic = traffic;
    }

    SourceTree hash(Walk walk) {
        var files = walk.files();
        var digests = new String[files.size()];
        var toRead = new ArrayList<Integer>();
        long bytes = 0;
        for (int i = 0; i < digests.length; i++) {
            digests[i] = cache.digest(files.get(i));
            if (digests[i].isEmpty()) {
                toRead.add(i);
                bytes += files.get(i).size();
            }
        }
        traffic.begins(Traffic.Way.READ, toRead.size(), bytes);
        var workers = bytes > SMALL ? Runtime.getRuntime().availableProcessors() : 1;
        new Workers(workers).forEach(toRead, i -> digests[i] = digest(files.get(i)));
        traffic.ends();
        return tree(walk, Arrays.asList(digests), toRead.size());
    }

    private SourceTree tree(Walk walk, List<String> digests, int read) {
        var hashed = new ArrayList<SourceTree.Hashed>(digests.size());
        for (int i = 0; i < digests.size(); i++) {
            var file = walk.files().get(i);
            var digest = digests.get(i);
            hashed.add(new SourceTree.Hashed(file, digest, cache.wasDeployed(file.path(), digest)));
        }
        return new SourceTree(hashed, walk.links(), walk.leftOut(), read);
    }

    private String digest(FoundFile file) {
        var sha = Digest.newSha256();
        long size = 0;
        var buffer = new byte[Math.clamp(file.size() + 1, 1, SMALL)];
        try (var in = Files.newInputStream(file.file())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                size += n;
                traffic.moved(n);
            }
        } catch (IOException e) {
            throw Invalid.because(
                    "\"" + file.path() + "\" can't be read: " + e.getMessage(),
                    "make it readable, or put it into .freeholdignore");
        }
        if (size != file.size()) {
            throw changed(file);
        }
        return java.util.HexFormat.of().formatHex(sha.digest());
    }

    static FreeholdException changed(FoundFile file) {
        return Invalid.because(
                "\"" + file.path() + "\" was changed while it was read",
                "deploy again when nothing writes to the folder any more");
    }
}

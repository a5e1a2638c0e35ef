package dev.freehold.cli.upload;

import dev.freehold.cli.api.Json;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A folder as the platform is told of it: path → digest, size and mode.
///
/// @param leftOut files with secrets, `.env` and others, that stay here
/// @param read how many files had to be read to know their digests
public record SourceTree(
        List<Hashed> files, SortedMap<String, Tree.Entry> links, List<String> leftOut, int read) {
    private static final String PREFIX = "sha256:";

    /// A file and its content's digest in hex.
    ///
    /// @param deployed whether the platform was given it with an earlier deployment
    public record Hashed(FoundFile file, String digest, boolean deployed) {}

    public long size() {
        long size = 0;
        for (var hashed : files) {
            size += hashed.file.size();
        }
        return size;
    }

    /// The `tree` member of a request, as JSON. Written by hand: there may be 100,000 of them.
    public void writeJson(StringBuilder to) {
        to.append("{\"entries\":{");
        var before = "";
        for (var hashed : files) {
            to.append(before);
            Json.quote(hashed.file.path(), to);
            to.append(":{\"type\":\"file\",\"digest\":\"").append(PREFIX).append(hashed.digest);
            to.append("\",\"size\":").append(hashed.file.size());
            to.append(",\"executable\":").append(hashed.file.executable()).append('}');
            before = ",";
        }
        for (var link : links.entrySet()) {
            to.append(before);
            Json.quote(link.getKey(), to);
            to.append(":{\"type\":\"link\",\"target\":");
            Json.quote(((Tree.Link) link.getValue()).target(), to);
            to.append('}');
            before = ",";
        }
        to.append("}}");
    }

    /// What changed since the last deployment of this folder; everything where there was none.
    public List<Hashed> notDeployed() {
        var changed = new ArrayList<Hashed>();
        for (var hashed : files) {
            if (!hashed.deployed) {
                changed.add(hashed);
            }
        }
        return changed;
    }

    /// The files with these digests (`sha256:…`), each content once.
    List<Hashed> withDigests(List<String> digests) {
        var wanted = new java.util.HashSet<>(digests);
        var found = new ArrayList<Hashed>();
        for (var hashed : files) {
            if (wanted.remove(PREFIX + hashed.digest)) {
                found.add(hashed);
            }
        }
        return found;
    }

    SourceTree deployed() {
        var all = new ArrayList<Hashed>(files.size());
        for (var hashed : files) {
            all.add(new Hashed(hashed.file, hashed.digest, true));
        }
        return new SourceTree(all, links, leftOut, read);
    }

    void save(Path cache, long readAt) throws IOException {
        StatCache.save(cache, this, readAt);
    }
}

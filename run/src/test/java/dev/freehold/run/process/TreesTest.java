package dev.freehold.run.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.Digest;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.run.FolderBlobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    @TempDir Path folder;
    private FolderBlobs blobs;
    private Trees trees;

    @BeforeEach
    void open() {
        blobs = new FolderBlobs(folder.resolve("blobs"));
        trees = new Trees(folder.resolve("trees"), blobs);
    }

    @Test
    void files_are_the_blobs_themselves_and_executables_are_copies() throws IOException {
        var at = trees.materialise(tree(Map.of("a/b.txt", file("b"), "run", executable("r"))));

        assertThat(key(at.resolve("a/b.txt"))).isEqualTo(key(blobs.file(digest("b"))));
        assertThat(key(at.resolve("run"))).isNotEqualTo(key(blobs.file(digest("r"))));
        assertThat(mode(at.resolve("a/b.txt"))).isEqualTo("r--r--r--");
        assertThat(mode(at.resolve("run"))).isEqualTo("r-xr-xr-x");
        assertThat(mode(at.resolve("a"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(at)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void links_stay_links() throws IOException {
        var at = trees.materialise(tree(Map.of("a", file("b"), "x/l", new Tree.Link("../a"))));

        assertThat(Files.readSymbolicLink(at.resolve("x/l"))).hasToString("../a");
        assertThat(at.resolve("x/l")).hasContent("b");
    }

    @Test
    void a_file_below_a_link_is_refused_and_nothing_is_left() throws IOException {
        var inside = Map.of("a", new Tree.Link("b"), "z/c", file("x"), "b/d", file("y"));
        var json = new String(OutputJson.write(new Tree(new TreeMap<>(inside))), UTF_8);
        var outside = digest(json.replace("z/c", "a/c"));

        assertThatThrownBy(() -> trees.materialise(outside)).isInstanceOf(FreeholdException.class);
        new Trees(folder.resolve("trees"), blobs);

        assertThat(folder.resolve("trees")).isEmptyDirectory();
    }

    @Test
    void many_callers_make_it_once() {
        var digest = tree(Map.of("a", file("b"), "c", file("d")));

        new Workforce().forEach(Collections.nCopies(50, digest), trees::materialise);

        assertThat(folder.resolve("trees"))
                .isDirectoryContaining(path -> path.endsWith(digest.hex()))
                .isDirectoryNotContaining(path -> !path.endsWith(digest.hex()));
    }

    @Test
    void a_missing_blob_is_named_and_the_tree_can_be_made_later() throws IOException {
        var late = "late".getBytes(UTF_8);
        var digest = tree(Map.of("a", new Tree.File(Digest.sha256(late), late.length, false)));

        assertThatThrownBy(() -> trees.materialise(digest))
                .hasMessageContaining(Digest.sha256(late).hex());
        blobs.put(new ByteArrayInputStream(late));

        assertThat(trees.materialise(digest).resolve("a")).hasContent("late");
    }

    private Digest tree(Map<String, Tree.Entry> entries) {
        return put(OutputJson.write(new Tree(new TreeMap<>(entries))));
    }

    private Tree.File file(String content) {
        return new Tree.File(digest(content), content.length(), false);
    }

    private Tree.File executable(String content) {
        return new Tree.File(digest(content), content.length(), true);
    }

    private Digest digest(String content) {
        return put(content.getBytes(UTF_8));
    }

    private Digest put(byte[] content) {
        return Disk.doing("put", () -> blobs.put(new ByteArrayInputStream(content)));
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

package dev.freehold.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.Digest;
import dev.freehold.model.FreeholdException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final Tree.File FILE =
            new Tree.File(Digest.sha256("x".getBytes(StandardCharsets.UTF_8)), 1, false);

    /// Each link stays inside, read by itself; one after the other they lead out.
    @Test
    void nothing_lies_below_a_link_through_which_it_would_be_written() {
        assertThatThrownBy(() ->
                        tree(
                                Map.of(
                                        "b/c", new Tree.Link(".."),
                                        "a", new Tree.Link("b/c/.."),
                                        "a/token", FILE)))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("\"a/token\" lies below \"a\", a link");
    }

    @Test
    void names_that_only_begin_like_a_links_are_others() {
        var tree = tree(Map.of("a", new Tree.Link("b"), "a.txt", FILE, "a0", FILE, "b/x", FILE));

        assertThat(tree.entries()).hasSize(4);
    }

    private static Tree tree(Map<String, Tree.Entry> entries) {
        return new Tree(new TreeMap<>(entries));
    }
}

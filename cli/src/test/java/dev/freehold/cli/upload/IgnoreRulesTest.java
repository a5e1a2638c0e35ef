package dev.freehold.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Beside the real git, which decides what is right.
class IgnoreRulesTest {
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "foo", "bar", "a.txt", "b.log", "x y", "é", "#c", "!d", "e[1]");
    private static final List<String> PATTERNS =
            List.of(
                    "a",
                    "/a",
                    "a/",
                    "*.txt",
                    "*.log",
                    "!b.log",
                    "!a",
                    "foo/",
                    "/foo/bar",
                    "foo/*",
                    "!foo/a",
                    "**/bar",
                    "foo/**",
                    "foo/**/bar",
                    "**/foo/**",
                    "a/**/b",
                    "*",
                    "!*/",
                    "!*.txt",
                    "[ab]",
                    "[!a]*",
                    "?",
                    "a?",
                    "\\#c",
                    "\\!d",
                    "#c",
                    "e\\[1\\]",
                    "x y",
                    "x\\ y  ",
                    "é",
                    "  ",
                    "/",
                    "a*b",
                    "**",
                    "***",
                    "a**",
                    "/*",
                    "!/foo",
                    "[[:alpha:]]b",
                    "[a-",
                    "b.l[o]g",
                    "foo/bar/",
                    "*/bar",
                    "/**/a",
                    "[]a]",
                    "[^a]b",
                    "foo//bar",
                    "a\\",
                    "\\a",
                    "!",
                    "bar/*.txt",
                    "[a-c]*",
                    "*.*",
                    "foo/a\r");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sends_what_git_would_track(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            var tree = Files.createDirectories(folder.resolve("tree-" + round));
            git(tree, "init", "-q");
            grow(tree, 3, random);
            assertSame(sent(tree), tracked(tree), rules(tree));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void sends_what_git_would_track_of_a_folder_within_a_repository(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            var top = Files.createDirectories(folder.resolve("top-" + round));
            git(top, "init", "-q");
            grow(top, 2, random);
            var inner = Files.createDirectories(top.resolve("in/side"));
            grow(inner, 2, random);
            assertSame(sent(inner), trackedWhereNamed(inner), rules(top));
        }
    }

    @Test
    void a_worktree_shares_the_list_of_its_repository() throws Exception {
        var main = Files.createDirectories(folder.resolve("main"));
        git(main, "init", "-q");
        git(
                main,
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@localhost",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "x");
        Files.writeString(main.resolve(".git/info/exclude"), "*.log\n");
        git(main, "worktree", "add", "-q", "../side");
        var side = folder.resolve("side");
        Files.writeString(side.resolve("a.log"), "");
        Files.writeString(side.resolve("a.txt"), "");

        assertThat(sent(side)).containsExactly("a.txt");
        assertSame(sent(side), tracked(side), "the repository's own list");
    }

    @Test
    void a_folder_that_the_repository_ignores_is_sent_when_it_is_named() throws Exception {
        git(folder, "init", "-q");
        Files.writeString(folder.resolve(".gitignore"), "dist/\n*.js\n");
        var dist = Files.createDirectories(folder.resolve("web/dist"));
        Files.writeString(dist.resolve("app.js"), "");

        assertThat(sent(dist)).containsExactly("app.js");
    }

    @Test
    void our_own_file_has_the_last_word() throws Exception {
        Files.writeString(folder.resolve(".gitignore"), "dist/\n");
        Files.writeString(folder.resolve(".freeholdignore"), "!dist/\n*.md\n");
        Files.createDirectories(folder.resolve("dist"));
        Files.writeString(folder.resolve("dist/app.js"), "");
        Files.writeString(folder.resolve("README.md"), "");

        assertThat(sent(folder)).containsExactly(".freeholdignore", ".gitignore", "dist/app.js");
    }

    @Test
    void a_pattern_with_many_stars_ends_in_time() {
        assertThat(Wildmatch.matches("*a*a*a*a*a*a*a*a*b", "a".repeat(60))).isFalse();
        assertThat(Wildmatch.matches("**/a/**/a/**/a/**/b", "a/".repeat(40) + "c")).isFalse();
    }

    private static void grow(Path folder, int depth, Random random) throws IOException {
        for (int i = 0; i < 5; i++) {
            var entry = folder.resolve(NAMES.get(random.nextInt(NAMES.size())));
            if (depth > 0 && random.nextInt(3) > 0 && !Files.exists(entry)) {
                Files.createDirectory(entry);
                grow(entry, depth - 1, random);
            } else if (!Files.exists(entry)) {
                Files.writeString(entry, "");
            }
        }
        if (random.nextInt(2) == 0) {
            var rules = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                rules.append(PATTERNS.get(random.nextInt(PATTERNS.size()))).append('\n');
            }
            Files.writeString(folder.resolve(".gitignore"), rules);
        }
    }

    private static Set<String> sent(Path tree) {
        var sent = new TreeSet<String>();
        Walk.through(tree, Walk.EnvFiles.KEPT_HERE).files().forEach(file -> sent.add(file.path()));
        return sent;
    }

    private static Set<String> tracked(Path folder) throws Exception {
        var tracked = new TreeSet<String>();
        for (var path :
                git(folder, "ls-files", "--others", "--exclude-standard", "-z").split("\0")) {
            if (!path.isEmpty()) {
                tracked.add(path);
            }
        }
        return tracked;
    }

    /// Where the repository ignores the folder itself, its rules don't count.
    private static Set<String> trackedWhereNamed(Path inner) throws Exception {
        var top = inner.getParent().getParent();
        if (!git(top, "check-ignore", "in", "in/side").isEmpty()) {
            git(inner, "init", "-q");
        }
        return tracked(inner);
    }

    private static void assertSame(Set<String> sent, Set<String> tracked, String rules) {
        var onlyWe = new TreeSet<>(sent);
        onlyWe.removeAll(tracked);
        var onlyGit = new TreeSet<>(tracked);
        onlyGit.removeAll(sent);
        assertThat(onlyWe).as("sent, but ignored by git, with " + rules).isEmpty();
        assertThat(onlyGit).as("not sent, but tracked by git, with " + rules).isEmpty();
    }

    private static String rules(Path tree) throws IOException {
        var rules = new StringBuilder();
        try (var files = Files.walk(tree)) {
            for (var file : files.filter(file -> file.endsWith(".gitignore")).toList()) {
                rules.append(tree.relativize(file)).append(":\n").append(Files.readString(file));
            }
        }
        return rules.toString();
    }

    private static String git(Path folder, String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        process.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return said;
    }
}

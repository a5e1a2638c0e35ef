package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The release, on a machine that has never seen Freehold: namespaces stand for it.
class InstallTest {
    @Test
    void a_new_machine_is_installed_to_deployed_to_and_left_with_its_data() throws IOException {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "only root can make a machine of namespaces");
        var folder = Folders.fresh("freehold-release");
        run(checkout(), "bin/build-release", folder.toString());
        var old = Folders.app("first", Map.of("index.html", "the first page"));
        var newer = Folders.app("first", Map.of("index.html", "the second page"));

        var said =
                run(
                        checkout(),
                        "unshare",
                        "--mount",
                        "--net",
                        "--pid",
                        "--fork",
                        "--mount-proc",
                        "sh",
                        "e2e/src/test/resources/rented-box.sh",
                        tarball(folder).toString(),
                        old.toString(),
                        newer.toString());

        assertThat(said)
                .contains(
                        "installed: freehold 0.1.0",
                        "deployed: the first page",
                        "without control: the first page",
                        "again: the first page",
                        "changed: the second page",
                        "gone: yes",
                        "kept: yes",
                        "back: the second page");
        assertThat(folder.resolve("SHA256SUMS")).content().contains(".tar.gz", ".sbom.json");
        Folders.delete(folder);
    }

    private static Path tarball(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String run(Path folder, String... command) {
        var result =
                CommandLine.start(folder, List.of(command), Map.of("FREEHOLD_BUILD", "never"))
                        .end()
                        .mustSucceed();
        return result.stdout() + result.stderr();
    }

    private static Path checkout() {
        return Product.bare(Path.of("/")).example("").getParent();
    }
}

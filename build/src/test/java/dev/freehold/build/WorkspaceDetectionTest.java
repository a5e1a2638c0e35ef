package dev.freehold.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.build.detection.Builders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceDetectionTest {
    @TempDir Path folder;
    private BlobsInFolder blobs;
    private SandboxedBuilds builds;

    @BeforeEach
    void blobs() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        builds =
                new SandboxedBuilds(
                        BuildSettings.in(folder), blobs, new NoSandbox(), Builders.inOrder());
    }

    @Test
    void a_package_is_built_first_whichever_way_it_is_named() {
        var plan =
                planOfWeb(
                        "package.json",
                        "{}",
                        "pnpm-workspace.yaml",
                        "packages: [\"apps/**/web\", 'packages/*']",
                        "apps/web/package.json",
                        "{\"name\": \"web\", \"scripts\": {\"start\": \"./web\"}, \"optionalDependencies\": {\"ui\": \"*\"}}",
                        "packages/ui/package.json",
                        "{\"name\": \"ui\", \"scripts\": {\"build\": \"tsc\"}, \"peerDependencies\": {\"tokens\": \"*\"}}",
                        "packages/tokens/package.json",
                        "{\"name\": \"tokens\", \"scripts\": {\"build\": \"tsc\"}}");

        assertThat(plan.build())
                .endsWith("in packages/tokens: pnpm run build", "in packages/ui: pnpm run build");
    }

    private BuildPlan planOfWeb(String... pathsAndTexts) {
        var all = new ArrayList<>(List.of(".freehold/root", "→ ../apps/web"));
        all.addAll(List.of(pathsAndTexts));
        return builds.plan(Sources.request(Sources.tree(blobs, all.toArray(String[]::new))));
    }
}

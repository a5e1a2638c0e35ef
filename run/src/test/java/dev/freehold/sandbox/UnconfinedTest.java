package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfinedTest extends SandboxContract {
    @Override
    Sandbox sandboxOver(Path stateFolder) {
        return new HostSandbox(List.of(), new Unconfined(stateFolder));
    }

    @Test
    void does_not_tell_node_of_a_cache_that_is_only_seen_inside() throws Exception {
        var process =
                sandbox.start(
                        spec().variable("NODE_COMPILE_CACHE", "/node-cache")
                                .variable("OTHER", "/node-cache")
                                .shell("echo \"cache: $NODE_COMPILE_CACHE, other: $OTHER\""));

        assertThat(ended(process).succeeded()).isTrue();
        assertThat(log(process)).isEqualTo("cache: , other: /node-cache\n");
    }
}

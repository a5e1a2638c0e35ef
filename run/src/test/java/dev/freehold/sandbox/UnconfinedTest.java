package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.sandbox.SandboxSpec.Access;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfinedTest extends SandboxContract {
    @Override
    Sandbox sandboxOver(Path stateFolder) {
        return new HostSandbox(List.of(), new Unconfined(stateFolder));
    }

    @Test
    void does_not_tell_of_a_folder_that_only_a_mount_below_it_would_make() throws Exception {
        var process =
                sandbox.start(
                        spec().mount(spec().appFolder(), "/only-inside/cache", Access.READ_ONLY)
                                .variable("CACHE", "/only-inside")
                                .shell("echo \"cache: $CACHE, home: $HOME\""));

        assertThat(ended(process).succeeded()).isTrue();
        assertThat(log(process)).isEqualTo("cache: , home: /tmp\n");
    }
}

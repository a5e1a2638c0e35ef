package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirewallTest {
    /// Like iptables(8) where another program keeps its lock: waits so many seconds, or for ever.
    private static final String LOCKED =
            """
            #!/bin/sh
            while [ $# -gt 0 ]; do
              case "$1 $2" in "-w "[0-9]*)
                echo "Another app is currently holding the xtables lock."
                exit 4 ;;
              esac
              shift
            done
            exec sleep 1000
            """;

    @TempDir Path folder;

    @Test
    void does_not_wait_for_ever_where_another_keeps_the_lock() throws IOException {
        var locked = new Tool(script(LOCKED), Duration.ofSeconds(15));
        var firewall = new Firewall(AppAddresses.DEFAULT, locked, locked);

        assertThatThrownBy(firewall::stands).hasMessageContaining("xtables lock");
        assertThatThrownBy(() -> firewall.writeChains(List.of()))
                .hasMessageContaining("xtables lock");
    }

    private Path script(String text) throws IOException {
        var file = Files.writeString(folder.resolve("iptables"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}

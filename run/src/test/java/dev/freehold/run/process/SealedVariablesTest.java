package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Secret;
import dev.freehold.model.SecretBox;
import dev.freehold.run.App;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that starts again while nobody applies anything to it.
class SealedVariablesTest {
    private static final SecretBox BOX = new Reversing();

    @TempDir Path home;

    @Test
    void what_was_applied_starts_after_a_restart_though_nobody_applies_it_again()
            throws IOException {
        DeploymentId id;
        try (var before = Ground.in(home, settings -> settings.with(BOX))) {
            id = before.applied(App.hello().variable("GREETING", "s3cret"));
        }

        try (var after = Ground.in(home, settings -> settings.with(BOX))) {
            var instance = after.provider().start(id, Ground.WEB);

            assertThat(instance.pid()).isPositive();
        }
    }

    @Test
    void their_values_do_not_lie_there_in_clear() throws IOException {
        try (var ground = Ground.in(home, settings -> settings.with(BOX))) {
            var id = ground.applied(App.hello().variable("GREETING", "s3cret"));

            var file = Files.readString(home.resolve("deployments/" + id + ".json"));
            assertThat(file).contains("GREETING").doesNotContain("s3cret");
        }
    }

    /// Enough to tell sealed from clear, and one place from another.
    private static final class Reversing implements SecretBox {
        @Override
        public String encrypt(Secret value, String place) {
            var text = place + "=" + value.reveal();
            return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Secret decrypt(String ciphertext, String place) {
            var text = new String(HexFormat.of().parseHex(ciphertext), StandardCharsets.UTF_8);
            assertThat(text).startsWith(place + "=");
            return new Secret(text.substring(place.length() + 1));
        }
    }
}

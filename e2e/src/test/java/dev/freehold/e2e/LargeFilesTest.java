package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is large goes through in small pieces, up and down.
class LargeFilesTest {
    private static final long TWO_GIBIBYTES = 2L << 30;
    private static final long MUCH = 400L << 20;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void two_gibibytes_are_deployed_and_served_and_never_in_memory() throws Exception {
        try (var product = Product.up()) {
            var folder = Folders.app("large", Map.of("index.html", "hello"));
            try (var file = new RandomAccessFile(folder.resolve("film.bin").toFile(), "rw")) {
                file.setLength(TWO_GIBIBYTES);
            }

            var url = product.deploy(folder);

            assertThat(peakMemory(product)).isLessThan(MUCH);
            assertThat(lengthOf(url + "/film.bin")).isEqualTo(TWO_GIBIBYTES);
            assertThat(peakMemory(product)).isLessThan(MUCH);
        }
    }

    /// The most that the platform ever had in memory, as the kernel says (proc(5), VmHWM).
    private static long peakMemory(Product product) throws IOException {
        var status = Path.of("/proc", "" + product.announcement().pid(), "status");
        var peak =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) << 10;
    }

    private static long lengthOf(String url) throws IOException, InterruptedException {
        var request = Product.request(url).build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()
                .transferTo(java.io.OutputStream.nullOutputStream());
    }
}

package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What runs outlives the platform that started it, and is known again by the next one.
class AdoptionTest {
    @Test
    void a_killed_platform_finds_its_app_again_and_stops_it_when_it_goes_down() {
        var app = Servers.saying("shop", "hello");
        var product = Product.up();
        var url = product.deploy(app);
        var instance = instance(product, url);
        var before = processesOf(product);

        product.kill();
        var meanwhile = processesOf(product);
        product.start();

        assertThat(meanwhile).isNotEmpty().isEqualTo(before);
        assertThat(instance(product, product.announcement().url("shop"))).isEqualTo(instance);
        assertThat(processesOf(product)).isEqualTo(before);
        product.freehold("down").mustSucceed();
        assertThat(processesOf(product)).isEmpty();
        Folders.delete(product.data());
    }

    private static String instance(Product product, String url) {
        return product.get(url).headers().firstValue("x-instance").orElseThrow();
    }

    /// The processes whose files are the trees of this platform, which is how the kernel knows its apps.
    private static List<String> processesOf(Product product) {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process ->
                            mounts(process).contains(product.data().getFileName() + "/trees/"))
                    .map(process -> process.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mounts(Path process) {
        try {
            return Files.readString(process.resolve("mountinfo"));
        } catch (IOException e) {
            return "";
        }
    }
}

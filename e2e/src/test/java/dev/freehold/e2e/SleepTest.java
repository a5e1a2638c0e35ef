package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An app that nobody asks sleeps; the request that wakes it is held.
@ExtendWith(SharedProduct.class)
class SleepTest {
    private final Product product;

    SleepTest(Product product) {
        this.product = product;
    }

    @Test
    void a_hundred_requests_at_once_wake_one_instance_and_all_are_answered() throws Exception {
        var url = asleep("sleeper");

        var instances = new HashSet<String>();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> visit =
                    () -> product.get(url).headers().firstValue("x-instance").orElse("none");
            var answers = visitors.invokeAll(Stream.generate(() -> visit).limit(100).toList());
            for (var answer : answers) {
                instances.add(answer.get());
            }
        }

        assertThat(instances).hasSize(1).doesNotContain("none");
        assertThat(Instances.ofNewest(product, "sleeper").all()).hasSize(2);
    }

    @Test
    void what_rests_is_frozen_and_the_next_request_gets_the_same_instance() {
        var folder = Servers.saying("drowsy", "awake");
        Folders.write(folder, Map.of("freehold.toml", "[services.web]\nfreeze = \"1s\"\n"));
        var url = product.deploy(folder);
        var before = product.get(url).headers().firstValue("x-instance");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> states("drowsy"), states -> states.equals(List.of("frozen")));

        var after = product.get(url).headers().firstValue("x-instance");

        assertThat(after).isEqualTo(before);
        assertThat(Instances.ofNewest(product, "drowsy").all()).hasSize(1);
    }

    private List<String> states(String project) {
        return product.api()
                .read("/instances?project=" + project)
                .json()
                .get("instances")
                .valueStream()
                .map(one -> one.get("state").asString())
                .toList();
    }

    /// A deployment beside production, whose only instance has gone to sleep.
    private String asleep(String name) {
        var folder = Servers.saying(name, "awake");
        Folders.write(folder, Map.of("freehold.toml", "[services.web]\nidle = \"1s\"\n"));
        var url = product.deploy(folder, "--preview");
        var instances = Instances.ofNewest(product, name);
        await().atMost(Duration.ofSeconds(30)).until(() -> !instances.anyRuns());
        return url;
    }
}

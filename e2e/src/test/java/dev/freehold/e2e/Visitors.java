package dev.freehold.e2e;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Visitors who ask for one URL again and again: some on a connection that they keep, some on a new one
/// for each request. Whatever is not a right answer is written down.
final class Visitors implements AutoCloseable {
    private static final int OF_EACH_KIND = 4;

    private final Product product;
    private final String url;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Visitors(Product product, String url) {
        this.product = product;
        this.url = url;
        for (int i = 0; i < OF_EACH_KIND; i++) {
            threads.execute(() -> visit(Optional.empty()));
            threads.execute(() -> visit(Optional.of("close")));
        }
    }

    int served() {
        return served.get();
    }

    Queue<String> troubles() {
        return troubles;
    }

    private void visit(Optional<String> connection) {
        while (!leaving.get()) {
            var request = Product.request(url);
            connection.ifPresent(value -> request.header("Connection", value));
            try {
                var answer = product.send(request.build());
                if (answer.statusCode() == 200 && answer.body().startsWith("version ")) {
                    served.incrementAndGet();
                } else {
                    troubles.add(answer.statusCode() + " " + answer.body());
                }
            } catch (RuntimeException e) {
                troubles.add(String.valueOf(e.getCause()));
            }
        }
    }

    /// They leave, and each has had its last answer.
    @Override
    public void close() {
        leaving.set(true);
        threads.close();
    }
}

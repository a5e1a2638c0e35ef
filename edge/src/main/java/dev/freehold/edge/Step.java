package dev.freehold.edge;

/// One step of answering a request: it answers, or learns something and goes on to the next.
@FunctionalInterface
interface Step {
    void take(Exchange exchange, Runnable next);
}

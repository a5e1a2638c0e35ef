package dev.freehold.api;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How the platform's own process does, under the names that Prometheus' clients give it. What is asked here
/// is loaded when somebody asks, and costs a platform that nobody watches nothing.
record ProcessMetrics(MetricsText text) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final long KILOBYTE = 1024;

    void tell(String version) {
        text.gauge("freehold_build_info", "The version that runs.")
                .sample("freehold_build_info", 1, "version", version);
        process();
        memory();
        collections();
        text.gauge("jvm_threads_current", "Threads of the platform, without virtual ones.")
                .sample(
                        "jvm_threads_current",
                        ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private void process() {
        var self = ProcessHandle.current().info();
        text.counter("process_cpu_seconds", "Processor time.")
                .sample(
                        "process_cpu_seconds_total",
                        self.totalCpuDuration().orElse(Duration.ZERO).toNanos() / SECOND);
        text.gauge("process_start_time_seconds", "When it started, since 1970.")
                .sample(
                        "process_start_time_seconds",
                        self.startInstant().orElse(Instant.EPOCH).toEpochMilli() / 1e3);
        text.gauge("process_resident_memory_bytes", "Memory that it holds.")
                .sample("process_resident_memory_bytes", resident());
        text.gauge("process_open_fds", "Open files and connections.")
                .sample("process_open_fds", openFiles());
    }

    private void memory() {
        var memory = ManagementFactory.getMemoryMXBean();
        long direct =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        text.gauge("jvm_memory_used_bytes", "Memory in use, by area.")
                .sample(
                        "jvm_memory_used_bytes",
                        memory.getHeapMemoryUsage().getUsed(),
                        "area",
                        "heap")
                .sample(
                        "jvm_memory_used_bytes",
                        memory.getNonHeapMemoryUsage().getUsed(),
                        "area",
                        "nonheap")
                .sample("jvm_memory_used_bytes", direct, "area", "direct");
    }

    private void collections() {
        var all = ManagementFactory.getGarbageCollectorMXBeans();
        text.counter("jvm_gc_collections", "Collections of garbage.");
        all.forEach(one ->
                text.sample(
                        "jvm_gc_collections_total", one.getCollectionCount(), "gc", one.getName()));
        text.counter("jvm_gc_collection_seconds", "Time that collections took.");
        all.forEach(one ->
                text.sample(
                        "jvm_gc_collection_seconds_total",
                        one.getCollectionTime() / 1e3,
                        "gc",
                        one.getName()));
    }

    /// 0 where the system has no `/proc`.
    private static long resident() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long openFiles() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }
}

package dev.freehold.deploy;

import dev.freehold.model.Digest;
import dev.freehold.output.Outputs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The workloads of outputs, those asked for last kept at hand: a rollback does not read the names of
/// ten thousand files to learn that there is one server. Guarded by itself.
final class Workloads {
    private static final int KEPT = 500;

    private final Outputs outputs;
    private final Map<Digest, Workload> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Digest, Workload> eldest) {
                    return size() > KEPT;
                }
            };

    Workloads(Outputs outputs) {
        this.outputs = outputs;
    }

    Workload of(Digest output) {
        var workload = find(output);
        return workload != null ? workload : learn(output, Workload.of(outputs.output(output)));
    }

    synchronized Workload learn(Digest output, Workload workload) {
        known.put(output, workload);
        return workload;
    }

    private synchronized @Nullable Workload find(Digest output) {
        return known.get(output);
    }
}

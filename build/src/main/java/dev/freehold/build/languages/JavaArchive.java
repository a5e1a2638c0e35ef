package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Runtime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Has an app start once while it is built, so that its classes, loaded and linked, are kept in an
/// archive: an AOT cache (JEP 514, from JDK 25 on), or what came before it (JEP 350). Without one an app
/// runs as well, and only starts slower.
record JavaArchive(Source source, Workshop workshop, Runtime java) {
    /// The same at the rehearsal and at run time, or the archive would not fit. The heap goes by the
    /// instance's limit of memory, and leaves room for the JVM's own.
    static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:MaxRAMPercentage=60",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData");

    private static final String FILE = ".freehold/app/app.aot";

    /// @param program as `java` takes it
    /// @return the flags that use the archive; none where there is none
    List<String> rehearsed(List<String> program) throws IOException, InterruptedException {
        int major = Integer.parseInt(java.version().split("\\.", 2)[0]);
        if (major < 13) {
            return List.of();
        }
        boolean cached = major >= 25;
        var record =
                cached
                        ? List.of("-Xlog:aot*=error", "-XX:AOTCacheOutput=" + FILE)
                        : List.of("-Xlog:cds*=error", "-XX:ArchiveClassesAtExit=" + FILE);
        try {
            workshop.run(rehearsal(record, program));
            return List.of((cached ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + FILE);
        } catch (FreeholdException e) {
            if (e.code() != ErrorCode.BUILD_FAILED) {
                throw e;
            }
            workshop.say(
                    "the rehearsal failed, so there is no archive of its classes, and it starts slower; all else is as it should be");
            return List.of();
        }
    }

    /// @param record the flags that write it, and keep the JVM from telling of each class that it leaves out
    private Step rehearsal(List<String> record, List<String> program) {
        var arguments = new ArrayList<>(List.of("java", ".freehold/Rehearsal.java", FILE));
        arguments.add(String.join(",", paths()));
        arguments.add(
                String.join(",", new TreeSet<>(source.configuration().environment().keySet())));
        arguments.addAll(FLAGS);
        arguments.addAll(record);
        arguments.addAll(program);
        // as they stand in the file: the build's own may be secrets of the same name
        return Step.of(arguments.toArray(String[]::new)).with(source.configuration().environment());
    }

    private List<String> paths() {
        var paths = new ArrayList<>(List.of("/"));
        source.configuration().service(ServiceName.WEB).health().ifPresent(paths::add);
        return paths;
    }
}

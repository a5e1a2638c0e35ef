package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Makes network slots, with the host's own tools.
///
/// @param script which waits in each for what is to be started there
record SlotMaker(AppAddresses addresses, Path script, Tool ip, Tool unshare, Tool nsenter) {
    static final Map<String, String> BARE =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The kernel takes a network away up to some ten milliseconds after its last process.
    private static final Duration TO_FALL_FREE = Duration.ofMillis(200);

    ReadySlot make() {
        var holder = namespace();
        try {
            var slot = connect(holder.pid());
            slot.guard();
            inside(holder.pid(), slot.makingInside());
            return new ReadySlot(slot, holder);
        } catch (RuntimeException e) {
            holder.destroyForcibly();
            throw e;
        }
    }

    /// A new namespace with a process in it that ends when we do, unless it became an app.
    private Process namespace() {
        try {
            var holder = waiting();
            var ours = ReadySlot.inode(ReadySlot.namespaceOf(ProcessHandle.current().pid()));
            if (!Patience.until(PATIENCE, () -> hasLeft(holder, ours.orElse("")))) {
                holder.destroyForcibly();
                throw new IOException("it took too long");
            }
            return holder;
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.CAPACITY,
                    "no network namespace can be made: " + e.getMessage(),
                    "see freehold doctor",
                    e);
        }
    }

    private Process waiting() throws IOException {
        var builder =
                new ProcessBuilder(
                        unshare.file().toString(), "--net", "/bin/sh", script.toString());
        builder.environment().clear();
        builder.environment().putAll(BARE);
        return builder.directory(new File("/"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static boolean hasLeft(Process holder, String ours) {
        return ReadySlot.inode(ReadySlot.namespaceOf(holder.pid()))
                .filter(theirs -> !theirs.equals(ours))
                .isPresent();
    }

    private Slot connect(long holder) {
        var found = new AtomicReference<Optional<Slot>>(Optional.empty());
        Patience.until(
                TO_FALL_FREE,
                () -> {
                    found.set(connectToFree(holder));
                    return found.get().isPresent();
                });
        return found.get()
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.CAPACITY,
                                "all " + Slot.COUNT + " network slots of this host are taken",
                                "stop an app, or run it on another host"));
    }

    /// Other platforms on this host make slots too: who is late finds the name taken.
    private Optional<Slot> connectToFree(long holder) {
        return IntStream.range(0, Slot.COUNT)
                .mapToObj(number -> new Slot(addresses, number))
                .filter(slot -> !slot.taken() && connected(slot, holder))
                .findFirst();
    }

    private boolean connected(Slot slot, long holder) {
        var outcome = ip.attempt(lines(slot.makingOnHost(holder)), List.of("-batch", "-"));
        if (outcome.code() != 0 && !outcome.output().contains("File exists")) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"ip\" failed: " + outcome.output().strip(),
                    "see freehold doctor");
        }
        return outcome.code() == 0;
    }

    private void inside(long holder, List<String> commands) {
        var path = ReadySlot.namespaceOf(holder).toString();
        nsenter.run(
                lines(commands),
                List.of("--net=" + path, "--", ip.file().toString(), "-batch", "-"));
    }

    private static String lines(List<String> commands) {
        return String.join("\n", commands) + "\n";
    }
}

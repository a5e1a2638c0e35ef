package dev.freehold.watch;

import dev.freehold.deploy.Means;
import dev.freehold.model.ByteSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Says in plain words what this machine offers, and what each missing piece costs.
public final class Doctor {
    private static final ByteSize LITTLE = ByteSize.ofGigabytes(1);

    private final Means means;
    private final Supplier<List<Check>> machine;

    /// @param machine what others looked for: the sandbox, runtimes, tools, ports
    public Doctor(Means means, Supplier<List<Check>> machine) {
        this.means = means;
        this.machine = machine;
    }

    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        checks.add(folder());
        checks.add(disk());
        checks.add(names());
        checks.add(provider());
        checks.add(history());
        checks.addAll(machine.get());
        return checks;
    }

    private Check folder() {
        var root = means.folder().root();
        return Files.isWritable(root)
                ? well("data folder", "\"" + root + "\" can be written")
                : missing(
                        "data folder",
                        "\"" + root + "\" can't be written",
                        "nothing can be deployed");
    }

    private Check disk() {
        try {
            var free = new ByteSize(Files.getFileStore(means.folder().root()).getUsableSpace());
            return free.compareTo(LITTLE) > 0
                    ? well("disk", free + " are free")
                    : missing("disk", "only " + free + " are free", "builds and uploads may fail");
        } catch (IOException e) {
            return missing("disk", "it can't be asked: " + e.getMessage(), "unknown");
        }
    }

    private Check names() {
        var name = "freehold-check." + means.addresses().domain();
        try {
            return well("names", name + " is " + InetAddress.getByName(name).getHostAddress());
        } catch (UnknownHostException _) {
            return missing(
                    "names",
                    "this machine's resolver does not know *." + means.addresses().domain(),
                    "browsers and curl find it all the same; other programs need the header Host");
        }
    }

    private Check provider() {
        var probe = means.provider().probe();
        var name = "provider " + means.provider().capabilities().name();
        return probe.usable()
                ? well(name, probe.explanation() + ", " + probe.headroom() + " free")
                : missing(name, probe.explanation(), "servers and functions can't run");
    }

    private Check history() {
        return means.database()
                .read(
                        dev.freehold.model.TeamId.OWNER,
                        tables -> means.journal().firstBroken(tables))
                .map(number ->
                        missing(
                                "history",
                                "entry " + number + " is not what was written",
                                "somebody changed the database by hand"))
                .orElseGet(() -> well("history", "every entry is what was written"));
    }

    private static Check well(String name, String explanation) {
        return new Check(name, true, explanation, "");
    }

    private static Check missing(String name, String explanation, String cost) {
        return new Check(name, false, explanation, cost);
    }
}

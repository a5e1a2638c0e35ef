package dev.freehold.node;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Revision;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An applier in a process of its own, over the classes that nodes apply with: for each number that it
/// reads it checks whether that snapshot may come into force, says so, and writes once it reads on.
final class StalledApplier {
    static final HostName SHOP = new HostName("shop.localhost");

    private StalledApplier() {}

    static Snapshot snapshot(long number) {
        var site =
                new Site(
                        TeamId.OWNER,
                        new ProjectName("shop"),
                        new DeploymentId("%06d".formatted(number)),
                        EnvironmentName.PRODUCTION,
                        Digest.sha256(Long.toString(number).getBytes(StandardCharsets.UTF_8)),
                        new Warmth.Kept(),
                        List.of(),
                        Map.of());
        return Snapshot.EMPTY.pointing(SHOP, site).at(new Revision(1, number));
    }

    public static void main(String[] arguments) throws IOException {
        var folder = new SnapshotFolder(Path.of(arguments[0]));
        var current = new CurrentSnapshot(folder.load());
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            var snapshot = snapshot(Long.parseLong(line));
            boolean inForce = current.apply(snapshot);
            System.out.println(inForce ? "checked" : "refused");
            input.readLine();
            if (inForce) {
                folder.keep(SnapshotDelta.whole(snapshot), snapshot);
            }
            System.out.println("written");
        }
    }
}

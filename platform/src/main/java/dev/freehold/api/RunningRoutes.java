package dev.freehold.api;

import dev.freehold.deploy.Commands;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.Provider;
import dev.freehold.run.StoredVolume;
import dev.freehold.store.Problem;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What runs: commands beside it, and the folders that it keeps.
final class RunningRoutes {
    private final Rooms rooms;
    private final Requests requests;

    RunningRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.post("/projects/{project}/run", this::run).get("/volumes", this::volumes);
    }

    record CommandBody(@Nullable List<String> command) {}

    private void run(Context request) {
        var command = command(requests.json(request, CommandBody.class));
        var project = Requests.project(request);
        var caller = Guard.caller(request);
        rooms.delivery().commands().production(caller, project);
        var out = new EventLines(request);
        try {
            var finished =
                    rooms.delivery()
                            .commands()
                            .run(
                                    caller,
                                    project,
                                    command,
                                    text -> out.send(EventLines.line("log", "text", text)));
            out.send(exit(finished));
        } catch (FreeholdException e) {
            out.send(EventLines.line("failed", "problem", Problems.members(Problem.of(e))));
        } catch (UncheckedIOException _) {
            // The reader has gone, and its command with it.
        }
    }

    /// Before the answer begins: later nothing but a line of it can say what is wrong.
    private static List<String> command(CommandBody body) {
        var words = body.command();
        List<String> command =
                words == null || words.contains(null) ? List.of() : List.copyOf(words);
        Commands.check(command);
        return command;
    }

    private static Map<String, Object> exit(Provider.Finished finished) {
        return EventLines.line(
                "exit",
                "code",
                finished.exitCode(),
                "timedOut",
                finished.timedOut(),
                "outOfMemory",
                finished.outOfMemory());
    }

    private void volumes(Context request) {
        var volumes = rooms.means().provider().volumes(Guard.caller(request).team());
        Answers.json(
                request, Map.of("volumes", volumes.stream().map(RunningRoutes::view).toList()));
    }

    private static Map<String, Object> view(StoredVolume volume) {
        var view = new LinkedHashMap<String, Object>();
        view.put("project", volume.project().value());
        view.put("name", volume.name());
        view.put("path", volume.path().toString());
        view.put("bytes", volume.size().bytes());
        return view;
    }
}

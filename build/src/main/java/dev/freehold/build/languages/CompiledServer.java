package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Workshop;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A server that is one program, which its project's build leaves at a place that is known before.
///
/// @param kind of the plan: `go`, `rust`
/// @param reason why it is one, a sentence
/// @param program where the build leaves it
record CompiledServer(String kind, String reason, Groundwork project, String program) {
    Recipe recipe() {
        var reasons = new ArrayList<>(List.of(reason));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        kind,
                        reasons,
                        project.shown(),
                        List.of("web: " + program),
                        List.of("/* → web"));
        return new Recipe(plan, this::make);
    }

    private Output make(Workshop workshop) throws IOException, InterruptedException {
        var ground = project.make(workshop);
        Compilation.mustHave(ground.tree(), program);
        return Servers.on(ground, workshop).web(new Command.Arguments(List.of(program))).output();
    }
}

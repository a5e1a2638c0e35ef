package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ProjectName;
import java.time.Instant;
import java.util.List;

/// Lists projects, or the deployments of one.
final class LsCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of("ls", "[project]", "List projects, or the deployments of one.")
                .json()
                .example("freehold ls", "all projects and their URLs")
                .example("freehold ls shop", "the deployments of \"shop\", newest first");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = arguments.find(0).map(ProjectName::new);
        var path = project.map(name -> "/projects/" + name + "/deployments").orElse("/projects");
        var json = session.api().fetch(path);
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var list = Api.list(json);
        if (list.isEmpty()) {
            session.screen()
                    .say("There is nothing yet: \"freehold deploy\" puts a folder on a URL.");
            return 0;
        }
        var table = project.isPresent() ? deployments(list) : projects(list);
        session.screen().print(table.draw(session.screen().terminal().outColours()));
        return 0;
    }

    private static Table projects(List<JsonObject> projects) {
        var table = new Table("PROJECT", "URL", "LIVE", "DEPLOYED");
        for (var project : projects) {
            var live = project.findObject("production");
            table.row(
                    project.text("name"),
                    project.findText("url").orElse(""),
                    live.flatMap(one -> one.findText("id")).orElse("–"),
                    Ago.said(live.flatMap(one -> one.findText("created")), Instant.now()));
        }
        return table;
    }

    private static Table deployments(List<JsonObject> deployments) {
        var table = new Table("DEPLOYMENT", "ENVIRONMENT", "STATE", "CREATED", "URL", "MESSAGE");
        for (var deployment : deployments) {
            table.row(
                    deployment.text("id"),
                    deployment.findText("environment").orElse(""),
                    deployment.findText("stage").orElse(""),
                    Ago.said(deployment.findText("created"), Instant.now()),
                    deployment.findText("ownUrl").or(() -> deployment.findText("url")).orElse(""),
                    deployment.findText("message").orElse(""));
        }
        return table;
    }
}

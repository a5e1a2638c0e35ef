package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says how many instances services have, at once and without a deployment.
final class ScaleCommand implements Command {
    private static final Pattern WANTED =
            Pattern.compile("([^=]+)=(?:(\\d{1,4})(?:\\.\\.(\\d{1,4}))?|default)");

    @Override
    public Manual manual() {
        return Manual.of(
                        "scale",
                        "[SERVICE=COUNT...]",
                        "Show or say how many instances services have.")
                .option("--concurrency", "N", "requests in flight per instance at most")
                .option("--env", "NAME", "of that environment; default: production")
                .project()
                .json()
                .example("freehold scale", "what is in force for this folder's project")
                .example("freehold scale web=3", "three, always")
                .example("freehold scale web=1..4", "one to four, by the requests in flight")
                .example("freehold scale web=default", "what freehold.toml says again")
                .example("freehold undo", "takes the last change back");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = new Pick(session).project();
        var environment =
                arguments
                        .find("--env")
                        .map(EnvironmentName::new)
                        .orElse(EnvironmentName.PRODUCTION);
        var path = "/projects/" + project + "/scale/" + environment;
        if (arguments.rest().isEmpty()) {
            list(session.api().fetch(path), session);
            return 0;
        }
        var wanted = new LinkedHashMap<ServiceName, Optional<Map<String, Object>>>();
        arguments.rest().forEach(word -> read(word, arguments, wanted));
        wanted.forEach((service, range) -> say(path, service, range, session));
        return 0;
    }

    private static void read(
            String word,
            Arguments arguments,
            Map<ServiceName, Optional<Map<String, Object>>> wanted) {
        var match = WANTED.matcher(word);
        if (!match.matches()) {
            throw arguments.wrong("\"" + word + "\" says no number: web=3, web=1..4, web=default");
        }
        var service = new ServiceName(match.group(1));
        if (match.group(2) == null) {
            wanted.put(service, Optional.empty());
            return;
        }
        var range = new LinkedHashMap<String, Object>();
        range.put("min", Integer.valueOf(match.group(2)));
        range.put("max", Integer.valueOf(match.group(3) == null ? match.group(2) : match.group(3)));
        arguments
                .find("--concurrency")
                .ifPresent(text -> range.put("concurrency", number(text, arguments)));
        wanted.put(service, Optional.of(range));
    }

    private static int number(String text, Arguments arguments) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw arguments.wrong("\"" + text + "\" is no number of requests");
        }
        return Integer.parseInt(text);
    }

    private static void say(
            String path,
            ServiceName service,
            Optional<Map<String, Object>> range,
            Session session) {
        var at = path + "/" + service;
        var answer =
                range.isPresent() ? session.api().put(at, range.get()) : session.api().delete(at);
        var now =
                range.map(said -> said.get("min") + " to " + said.get("max") + " instances")
                        .orElse("as many instances as its output says");
        new Outcome(session).tell(answer, service + " has " + now + " from now on.");
    }

    private static void list(String json, Session session) {
        if (session.arguments().has("--json")) {
            session.screen().print(json.strip());
            return;
        }
        var table = new Table("SERVICE", "KIND", "INSTANCES", "CONCURRENCY", "QUEUE", "SAID BY");
        for (var one : Api.list(json)) {
            if (!one.text("kind").equals("release")) {
                boolean web = one.text("kind").equals("web");
                table.row(
                        one.text("service"),
                        one.text("kind"),
                        web ? one.number("min") + ".." + one.number("max") : one.number("min") + "",
                        web ? one.number("concurrency") + "" : "–",
                        web ? one.number("queue") + "" : "–",
                        one.flag("said") ? "freehold scale" : "the deployment");
            }
        }
        session.screen().print(table.draw(session.screen().terminal().outColours()));
    }
}

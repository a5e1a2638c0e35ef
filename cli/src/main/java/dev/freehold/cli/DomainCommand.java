package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Domains of one's own: what to set at their DNS, whether it is set, and which project they show.
final class DomainCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of(
                        "domain",
                        "[ls|add|verify|inspect|move|rm] [domain]",
                        "Let domains of your own show an app.")
                .option("--redirect-to", "HOST", "send visitors there, with their path (add)")
                .option("--hsts", "TIME", "browsers come with TLS only, so long: 365d (add)")
                .flag("--plain-http", "answer without TLS too, where there is a certificate (add)")
                .option("--dns", "PROVIDER", "its zone, which the platform may write (add)")
                .flag("--wait", "until it has its certificate (add, verify)")
                .option("--to", "PROJECT", "the project that it shows from now on (move)")
                .flag("--all", "the domains of all projects (ls)")
                .project()
                .json()
                .example(
                        "freehold domain add shop.example.com",
                        "says which records to set, and serves it if they are")
                .example("freehold domain verify shop.example.com", "looks at them again")
                .example(
                        "freehold domain add www.example.com --redirect-to example.com",
                        "one name leads to the other")
                .example("freehold domain add '*.shop.example.com'", "every name below it")
                .example("freehold domain move shop.example.com --to shop2", "without a gap");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        return switch (arguments.find(0).orElse("ls")) {
            case "ls" -> list(arguments, session);
            case "add" -> add(arguments, session);
            case "verify" -> verify(arguments, session);
            case "inspect" -> inspect(arguments, session);
            case "move" -> move(arguments, session);
            case "rm" -> remove(arguments, session);
            default ->
                    throw arguments.wrong(
                            "\""
                                    + arguments.need(0, "")
                                    + "\" is none of ls, add, verify, inspect, move, rm");
        };
    }

    private static int list(Arguments arguments, Session session) {
        var project =
                arguments.has("--all")
                        ? Optional.<ProjectName>empty()
                        : new Pick(session).findProject();
        var json =
                session.api()
                        .fetch("/domains" + project.map(name -> "?project=" + name).orElse(""));
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var domains = Api.list(json);
        if (domains.isEmpty()) {
            session.screen().say("There are none: \"freehold domain add\" says how to have one.");
            return 0;
        }
        var table = new Table("DOMAIN", "PROJECT", "PROVED", "DOES");
        for (var domain : domains) {
            table.row(
                    domain.text("name"),
                    domain.text("project"),
                    domain.findText("proved").map(Words::minute).orElse("not yet"),
                    does(domain));
        }
        session.screen().print(table.draw(session.screen().terminal().outColours()));
        return 0;
    }

    private static String does(JsonObject domain) {
        return domain.findText("redirectTo")
                .map(host -> "redirects to " + host)
                .orElse("shows production");
    }

    private static int add(Arguments arguments, Session session) {
        var name = name(arguments);
        var project = new Pick(session).project();
        var path = "/projects/" + project + "/domains/" + Api.encoded(name.value());
        return tell(
                        awaited(session.api().put(path, wanted(arguments)), arguments, session),
                        session)
                .add();
    }

    private static Map<String, Object> wanted(Arguments arguments) {
        var wanted = new HashMap<String, Object>();
        arguments
                .find("--redirect-to")
                .ifPresent(host -> wanted.put("redirectTo", new HostName(host).value()));
        arguments.find("--hsts").ifPresent(time -> wanted.put("hsts", seconds(arguments, time)));
        arguments.find("--dns").ifPresent(provider -> wanted.put("dns", provider));
        wanted.put("https", arguments.has("--plain-http") ? "optional" : "redirect");
        return wanted;
    }

    private static long seconds(Arguments arguments, String time) {
        if (!time.matches("\\d{1,5}[dhms]")) {
            throw arguments.wrong("\"" + time + "\" is no time: use 365d, 12h or 300s");
        }
        long number = Long.parseLong(time.substring(0, time.length() - 1));
        return switch (time.charAt(time.length() - 1)) {
            case 'd' -> Duration.ofDays(number).toSeconds();
            case 'h' -> Duration.ofHours(number).toSeconds();
            case 'm' -> Duration.ofMinutes(number).toSeconds();
            default -> number;
        };
    }

    private static int verify(Arguments arguments, Session session) {
        var answer = session.api().post(path(arguments) + "/verify", Map.of());
        return tell(awaited(answer, arguments, session), session).verify();
    }

    private static int inspect(Arguments arguments, Session session) {
        tell(session.api().fetch(path(arguments)), session);
        return 0;
    }

    private static int move(Arguments arguments, Session session) {
        var target =
                arguments
                        .find("--to")
                        .map(ProjectName::new)
                        .orElseThrow(() -> arguments.wrong("name the project with --to"));
        var answer =
                session.api().post(path(arguments) + "/move", Map.of("project", target.value()));
        new Outcome(session).tell(answer, name(arguments) + " shows " + target + " now");
        return 0;
    }

    private static int remove(Arguments arguments, Session session) {
        new Outcome(session)
                .tell(session.api().delete(path(arguments)), name(arguments) + " is gone");
        return 0;
    }

    /// With `--wait`, how it stands once its certificate is there, or is not to be had.
    private static String awaited(String first, Arguments arguments, Session session) {
        return arguments.has("--wait")
                ? new CertificateWait(session).until(first, path(arguments))
                : first;
    }

    private static DomainReport tell(String json, Session session) {
        var report = new DomainReport(Api.object(json));
        if (session.arguments().has("--json")) {
            session.screen().print(json.strip());
        } else {
            report.tell(session.screen());
        }
        return report;
    }

    private static NamePattern name(Arguments arguments) {
        return new NamePattern(arguments.need(1, "the domain"));
    }

    private static String path(Arguments arguments) {
        return "/domains/" + Api.encoded(name(arguments).value());
    }
}

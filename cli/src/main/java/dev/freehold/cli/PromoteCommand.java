package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Share;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes a deployment's output production, with production's configuration: for all visitors, or for a
/// share of them first.
final class PromoteCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "promote",
                        "[deployment]",
                        "Make a preview production: same build, production's configuration.")
                .option("--percent", "SHARE", "for so many of the visitors: a canary; again: more")
                .option("--for", "TIME", "all visitors get it after this, if it is well until then")
                .option("--errors", "SHARE", "end it where more requests fail; default 2%")
                .option("--p95", "TIME", "end it where 5 of 100 requests take longer")
                .flag("--abort", "end the canary: all visitors get what is in production")
                .flag("--detach", "don't show how the canary goes")
                .flag("--yes", "don't ask")
                .project()
                .json()
                .example("freehold promote 3f9k2c", "by id or URL; prints production's URL")
                .example("freehold promote 3f9k2c --percent 5", "5 % of the visitors get it")
                .example(
                        "freehold promote 3f9k2c --percent 5 --for 10m --errors 1% --p95 800ms",
                        "and all of them in ten minutes, or nobody")
                .example("freehold promote --percent 25", "more visitors get the candidate")
                .example("freehold promote", "all visitors get the candidate; asks first")
                .example("freehold promote --abort", "nobody gets the candidate any more");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        if (arguments.has("--abort")) {
            return abort(session);
        }
        checkShare(arguments);
        return arguments.find(0).isPresent()
                ? promote(arguments, session)
                : reach(arguments, session);
    }

    /// Before anything is asked: a share that is none is a slip of the hand.
    private static void checkShare(Arguments arguments) {
        if (arguments.find("--percent").map(Share::parse).isEmpty()) {
            for (var option : new String[] {"--for", "--errors", "--p95"}) {
                if (arguments.has(option)) {
                    throw arguments.wrong(option + " is for a canary: say --percent as well");
                }
            }
        }
    }

    private static int promote(Arguments arguments, Session session) {
        var id = Pick.deployment(arguments.need(0, "the deployment"));
        var api = session.api();
        var done = follow(session, api, "/deployments/" + id + "/promote", wanted(arguments));
        session.screen().print(arguments.has("--json") ? Json.write(done) : done.text("url"));
        if (isPart(arguments)) {
            var path = "/projects/" + done.text("project") + "/canary";
            new CanaryStory(session, api, path).tell();
        }
        return 0;
    }

    private static JsonObject follow(
            Session session, Api api, String path, Map<String, Object> wanted) {
        var interruption = new Interruption(session.screen());
        interruption.asked();
        interruption.watch(api);
        try (var events = api.follow("POST", path, Content.json(wanted))) {
            var done = new Story(session.screen(), interruption::accepted).follow(events);
            interruption.over();
            return done;
        } catch (RuntimeException e) {
            interruption.failed();
            throw e;
        }
    }

    /// Another share for the candidate that is on trial.
    private static int reach(Arguments arguments, Session session) {
        var api = session.api();
        var path = path(session);
        var wanted = wanted(arguments);
        if (wanted.isEmpty()) {
            confirm(session, api.fetchObject(path));
            wanted.put("percent", Share.ALL.toString());
        }
        var canary = api.put(path, wanted);
        tell(session, canary);
        if (isPart(arguments)) {
            new CanaryStory(session, api, path).tell();
        }
        return 0;
    }

    private static void confirm(Session session, JsonObject canary) {
        var question =
                "Give all visitors of \"%s\" deployment %s, which %s%% of them get now?"
                        .formatted(
                                canary.text("project"),
                                canary.text("candidate"),
                                canary.text("percent"));
        if (!session.arguments().has("--yes")
                && !session.questions().confirm(question, "--yes says it")) {
            throw new FreeholdException(ErrorCode.CANCELLED, "the canary goes on as it was", "");
        }
    }

    private static int abort(Session session) {
        tell(session, session.api().delete(path(session)));
        return 0;
    }

    private static void tell(Session session, String canary) {
        if (session.arguments().has("--json")) {
            session.screen().print(canary.strip());
        } else {
            session.screen().say(CanaryStory.sentence(Api.object(canary)));
        }
    }

    private static String path(Session session) {
        return "/projects/" + new Pick(session).project() + "/canary";
    }

    private static boolean isPart(Arguments arguments) {
        return arguments
                .find("--percent")
                .map(Share::parse)
                .filter(share -> !share.isAll() && !share.isNone())
                .isPresent();
    }

    private static Map<String, Object> wanted(Arguments arguments) {
        var wanted = new LinkedHashMap<String, Object>();
        for (var option : new String[] {"--percent", "--for", "--errors", "--p95"}) {
            arguments.find(option).ifPresent(value -> wanted.put(option.substring(2), value));
        }
        return wanted;
    }
}

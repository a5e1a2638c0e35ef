package dev.freehold.route;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One request's way through the phases of routing. Used once, by one thread.
///
/// The format is public (Build Output API v3, "routes"); the order of its phases is not written down
/// there, and does not follow the file. What is known of it, from the documentation, from the
/// development server and from those who measured, is this way:
///
/// 1. **START**. A rule may redirect, answer with a status, proxy, or change the path. A `continue`d
///    change stays; the last rule's is only looked up.
/// 2. **The file system**: files, folders' index files, functions, then hashed assets of earlier
///    deployments. Whenever anything is found, here or below, the rules of **HIT** add headers to it.
/// 3. **FILESYSTEM**: rules for what no file answers; then **REWRITE**: dynamic routes; then **MISS**.
///    `check` means that the new path goes through the file system and the rules below.
/// 4. **RESOURCE**: the last rewrites.
/// 5. The service that is the fallback.
/// 6. **ERROR**: the rule whose status fits, else `/404.html` or `/500.html`, else a bare status.
///
/// Ours where nothing is said: a rule's query parameters win over the visitor's; the query of a request
/// is kept in a redirect; what a visitor can put into a location never makes it another host.
final class Walk {
    private static final int TURNS = 50;

    private final Router router;
    private final Request request;
    private final Map<String, String> usual = new HashMap<>();
    private final Map<String, String> important = new HashMap<>();
    private String path;
    private String query;
    private @Nullable Integer status;
    private @Nullable String location;
    private int turns;

    Walk(Router router, Request request) {
        this.router = router;
        this.request = request;
        this.path = request.path();
        this.query = request.query();
    }

    Decision decide() {
        try {
            return go(Phase.START)
                    .or(this::fileSystem)
                    .or(this::search)
                    .or(() -> go(Phase.RESOURCE))
                    .or(this::fallback)
                    .orElseGet(() -> failed(nothingFound()));
        } catch (Pattern.TooCostly | TooManyTurns e) {
            return new Decision.Bare(508, ResponseHeaders.NONE);
        }
    }

    /// The page for a failure, if the output has one, with its status.
    Decision failed(int failure) {
        var rules = router.rules(Phase.ERROR);
        for (int i = rules.next(path, 0); i >= 0; i = rules.next(path, i + 1)) {
            var rule = rules.rule(i);
            if (rule.status().orElse(failure) == failure) {
                var page = rule.match(request, path).flatMap(c -> errorPage(rule, c, failure));
                if (page.isPresent()) {
                    return page.get();
                }
            }
        }
        return page(failure >= 500 ? "/500.html" : "/" + failure + ".html", failure)
                .orElseGet(() -> new Decision.Bare(failure, headers()));
    }

    private Optional<Decision> errorPage(Rule rule, Captures captures, int failure) {
        collectHeaders(rule, captures, Phase.ERROR);
        return rule.destination().flatMap(d -> page(rooted(pathOf(d.fillUrl(captures))), failure));
    }

    private Optional<Decision> page(String pagePath, int failure) {
        return router.places().find(pagePath).map(found -> serve(found, pagePath, failure));
    }

    private Optional<Decision> search() {
        if (++turns > TURNS) {
            throw new TooManyTurns();
        }
        return go(Phase.FILESYSTEM).or(() -> go(Phase.REWRITE)).or(() -> go(Phase.MISS));
    }

    /// Tries a phase's rules in order on the path as it is by then.
    private Optional<Decision> go(Phase phase) {
        var rules = router.rules(phase);
        for (int i = rules.next(path, 0); i >= 0; i = rules.next(path, i + 1)) {
            var rule = rules.rule(i);
            var captures = rule.match(request, path);
            if (captures.isEmpty()) {
                continue;
            }
            var before = new Place(path, query, status);
            collect(rule, captures.get(), phase);
            if (rule.continues() && !isUrl(path)) {
                continue;
            }
            var end = end(rule, phase, before);
            if (end.isPresent() || !goesOn(rule, phase)) {
                return end;
            }
        }
        return redirect();
    }

    /// Where a request was before a rule moved it.
    private record Place(String path, String query, @Nullable Integer status) {}

    /// After `check` the next rules see the new path.
    private static boolean goesOn(Rule rule, Phase phase) {
        return rule.checks() && (phase == Phase.FILESYSTEM || phase == Phase.REWRITE);
    }

    /// A rule that ends its phase matched: it answers, or the request goes on where it was (with
    /// `check`, where the rule moved it).
    private Optional<Decision> end(Rule rule, Phase phase, Place before) {
        var answer = redirect().or(this::elsewhere);
        if (answer.isPresent()) {
            return answer;
        }
        if (rule.destination().isEmpty()) {
            return rule.status().map(this::just);
        }
        return found(phase, before).or(() -> notFound(rule, phase, before));
    }

    private Optional<Decision> found(Phase phase, Place before) {
        var found = router.places().find(path);
        if (phase == Phase.MISS && found.isPresent()) {
            status = before.status();
        }
        return found.map(this::hit);
    }

    private Optional<Decision> notFound(Rule rule, Phase phase, Place before) {
        if (rule.status().isPresent() && rule.status().get() >= 400) {
            return Optional.of(failed(rule.status().get()));
        }
        if (rule.checks()) {
            boolean again = phase == Phase.MISS || phase == Phase.RESOURCE;
            return again && !path.equals(before.path()) ? search() : Optional.empty();
        }
        var missed = phase == Phase.MISS ? Optional.<Decision>empty() : go(Phase.MISS);
        path = before.path();
        query = before.query();
        return missed;
    }

    /// A status without a destination ends it all.
    private Decision just(int plain) {
        return plain >= 400 ? failed(plain) : new Decision.Bare(plain, headers());
    }

    private Optional<Decision> redirect() {
        if (location == null || (status != null && (status < 300 || status > 399))) {
            return Optional.empty();
        }
        return Optional.of(
                new Decision.Redirect(status == null ? 307 : status, location, headers()));
    }

    private Optional<Decision> elsewhere() {
        return isUrl(path)
                ? Optional.of(new Decision.CallElsewhere(withQuery(path, query), headers()))
                : Optional.empty();
    }

    private Optional<Decision> fileSystem() {
        return router.places().find(path).map(this::hit);
    }

    /// A file answers who reads; other methods are for the service behind it, if there is one.
    private Decision hit(Places.Found found) {
        if (found instanceof Places.File && !request.reads() && output().fallback().isPresent()) {
            return call(output().fallback().get());
        }
        int files = status == null ? 200 : status;
        var name = found instanceof Places.File file ? file.path() : path;
        addHeadersOfHits(name);
        return serve(found, path, files);
    }

    private void addHeadersOfHits(String name) {
        var rules = router.rules(Phase.HIT);
        for (int i = rules.next(name, 0); i >= 0; i = rules.next(name, i + 1)) {
            var rule = rules.rule(i);
            var captures = rule.match(request, name);
            captures.ifPresent(c -> collectHeaders(rule, c, Phase.HIT));
            if (captures.isPresent() && !rule.continues()) {
                return;
            }
        }
    }

    private Decision serve(Places.Found found, String at, int files) {
        return switch (found) {
            case Places.File file ->
                    new Decision.ServeFile(file.path(), file.file(), files, headers());
            case Places.Function function ->
                    new Decision.CallFunction(function.function(), asked(at, files), headers());
        };
    }

    private Decision.Call asked(String at, int wanted) {
        return new Decision.Call(
                at, query, wanted == 200 ? OptionalInt.empty() : OptionalInt.of(wanted));
    }

    private Optional<Decision> fallback() {
        return output().fallback().map(this::call);
    }

    private Decision call(ServiceName service) {
        return new Decision.CallService(
                service, asked(path, status == null ? 200 : status), headers());
    }

    private Output output() {
        return router.places().output();
    }

    /// An escaped slash is for functions and services to read; a file system can't.
    private int nothingFound() {
        if (status != null && status >= 400) {
            return status;
        }
        return FilePaths.hidesSlash(request.path()) ? 400 : 404;
    }

    private void collect(Rule rule, Captures captures, Phase phase) {
        if (rule.overrides()) {
            usual.clear();
            important.clear();
            status = null;
            location = null;
        }
        collectHeaders(rule, captures, phase);
        rule.status().ifPresent(s -> status = s);
        rule.location().ifPresent(l -> location = withQuery(l.fillUrl(captures), request.query()));
        rule.destination().ifPresent(d -> move(d.fillUrl(captures)));
    }

    /// On a hit or miss, what an earlier phase set stays.
    private void collectHeaders(Rule rule, Captures captures, Phase phase) {
        boolean late = phase == Phase.HIT || phase == Phase.MISS;
        rule.headers()
                .forEach((name, value) -> {
                    if (rule.isImportant()) {
                        important.put(name, value.fill(captures));
                    } else if (late) {
                        usual.putIfAbsent(name, value.fill(captures));
                    } else {
                        usual.put(name, value.fill(captures));
                    }
                });
    }

    private void move(String destination) {
        if (status != null && status >= 300 && status < 400) {
            location = withQuery(destination, request.query());
            return;
        }
        query = UrlText.mergeQueries(queryOf(destination), query);
        path = isUrl(destination) ? pathOf(destination) : rooted(pathOf(destination));
    }

    private static String withQuery(String url, String query) {
        int hash = url.indexOf('#');
        var fragment = hash < 0 ? "" : url.substring(hash);
        var whole = hash < 0 ? url : url.substring(0, hash);
        var merged = UrlText.mergeQueries(queryOf(whole), query);
        return pathOf(whole) + (merged.isEmpty() ? "" : "?" + merged) + fragment;
    }

    private static String pathOf(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    private static String queryOf(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    private static String rooted(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private static boolean isUrl(String path) {
        return path.startsWith("https://") || path.startsWith("http://");
    }

    private ResponseHeaders headers() {
        return usual.isEmpty() && important.isEmpty()
                ? ResponseHeaders.NONE
                : new ResponseHeaders(usual, important);
    }

    /// Rules that send a request round and round.
    private static final class TooManyTurns extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyTurns() {
            super("the rules go round", null, false, false);
        }
    }
}

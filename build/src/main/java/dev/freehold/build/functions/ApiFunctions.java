package dev.freehold.build.functions;

import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.output.Output;
import dev.freehold.output.Phase;
import dev.freehold.output.Route;
import dev.freehold.output.Routes;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The files below `api/` as functions: `api/hello.js` answers `/api/hello`, `api/index.js` answers
/// `/api`, `api/user/[id].js` answers `/api/user/…` with `id` in its query, `api/[...path].js` all below.
/// Names that start with `_` or `.` are no functions, but can be loaded by them.
///
/// @param files by URL path without extension
public record ApiFunctions(Map<String, String> files) {
    private static final Pattern FILE =
            Pattern.compile("api/((?:[^/_.][^/]*/)*[^/_.][^/]*)\\.(?:[mc]?js|[mc]?ts)");
    private static final Pattern DYNAMIC =
            Pattern.compile("\\[(\\[?)(\\.\\.\\.)?([A-Za-z0-9_-]+)]?]");

    public static ApiFunctions of(Source source) {
        var files = new TreeMap<String, String>();
        for (var path : source.under("api").keySet()) {
            var match = FILE.matcher(path);
            boolean declares = path.matches(".*\\.d\\.[mc]?ts");
            if (match.matches() && !declares && !path.contains("node_modules/")) {
                files.putIfAbsent("/api/" + match.group(1), path);
            }
        }
        return new ApiFunctions(files);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /// How it reads in a plan.
    public List<String> routesShown() {
        return files.entrySet().stream()
                .map(file -> shown(file.getKey()) + " → " + file.getValue())
                .toList();
    }

    /// The output with these functions beside what it has.
    public Output beside(Output output, Workshop workshop, Tree tree, Runtime node)
            throws IOException {
        var entries = new TreeMap<String, FunctionService.Entry>();
        files.forEach((url, file) -> entries.put(url, FunctionService.Entry.of(file)));
        var service = new FunctionService(tree, workshop.source().home(), entries);
        var services = new TreeMap<>(output.services());
        services.put(FunctionService.NAME, service.service(workshop, node));
        return new Output(
                output.files(),
                withDynamicRoutes(output.routes()),
                service.functions(),
                services,
                output.fallback(),
                output.volumes(),
                output.bakedVariables());
    }

    /// Before the site's own rewrites, so that a single page does not swallow them.
    public Routes withDynamicRoutes(Routes routes) {
        var phases = new HashMap<>(routes.byPhase());
        var rewrites = new ArrayList<>(dynamicRoutes());
        rewrites.addAll(routes.in(Phase.REWRITE));
        phases.put(Phase.REWRITE, rewrites);
        return new Routes(phases);
    }

    /// The more a path says by itself, the earlier it is tried.
    private List<Route> dynamicRoutes() {
        return files.keySet().stream()
                .filter(url -> DYNAMIC.matcher(url).find())
                .sorted(
                        Comparator.comparing((String url) -> url.contains("[..."))
                                .thenComparingInt(url -> url.split("\\[", -1).length)
                                .thenComparingInt(url -> -url.length()))
                .map(ApiFunctions::dynamicRoute)
                .toList();
    }

    private static Route dynamicRoute(String url) {
        var source = new StringBuilder();
        var query = new StringBuilder();
        var match = DYNAMIC.matcher(url);
        int from = 0;
        for (int group = 1; match.find(); group++) {
            boolean optional = !match.group(1).isEmpty();
            var before = url.substring(from, match.start());
            source.append(quoted(optional ? before.replaceAll("/$", "") : before))
                    .append(optional ? "(?:/(.+))?" : match.group(2) == null ? "([^/]+)" : "(.+)");
            query.append(query.isEmpty() ? "?" : "&")
                    .append(match.group(3))
                    .append("=$")
                    .append(group);
            from = match.end();
        }
        source.append(quoted(url.substring(from).replaceAll("/index$", "")));
        return Route.rewrite(source + "/?", url + query);
    }

    private static String quoted(String text) {
        return text.replaceAll("([.+*?^$()\\[\\]{}|\\\\])", "\\\\$1");
    }

    private static String shown(String url) {
        return url.endsWith("/index") ? url.substring(0, url.length() - "/index".length()) : url;
    }
}

package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.sites.Site;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.output.StaticFile;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Django project, as its `manage.py` describes it.
///
/// @param settings the module that holds its settings
/// @param text of its settings, as far as they were found
record Django(Source source, PythonNeeds needs, String settings, String text) {
    static final Launcher COLLECTOR = new Launcher("collect_static.py");
    private static final String FOUND = ".freehold/static.json";
    private static final Pattern MODULE =
            Pattern.compile("DJANGO_SETTINGS_MODULE['\"]\\s*,\\s*['\"]([\\w.]+)['\"]");
    private static final Pattern DATABASE =
            Pattern.compile(
                    "DATABASE_URL|dj_database_url|backends\\.(?:postgresql|mysql|oracle)|(?:environ|getenv|env)\\W[^\\n]*(?:DATABASE|DB_|SQL|PG)");
    private static final JsonMapper JSON = new JsonMapper();

    static Optional<Django> find(Source source, PythonNeeds needs) {
        return source.text("manage.py")
                .map(MODULE::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(match -> match.group(1))
                .map(module -> new Django(source, needs, module, settingsText(source, module)));
    }

    private static String settingsText(Source source, String module) {
        var path = module.replace('.', '/');
        var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        return source.under(folder).keySet().stream()
                .filter(file -> file.contains("settings") && file.endsWith(".py"))
                .flatMap(file -> source.text(file).stream())
                .collect(Collectors.joining("\n"));
    }

    List<String> reasons() {
        var reasons = new ArrayList<String>();
        reasons.add("manage.py names the settings \"" + settings + "\": Django");
        if (collects()) {
            reasons.add(
                    servesItsFiles()
                            ? "static files are collected; whitenoise serves them"
                            : "static files are collected and served without Django");
        }
        reasons.add(
                migrates()
                        ? "a database is configured: migrations run before the switch"
                        : "the database is a file of the project, which can't be written when it runs: put it on a"
                                + " volume ([[volumes]] in freehold.toml) or name one by DATABASE_URL");
        return reasons;
    }

    /// Its module for a protocol, `wsgi` or `asgi`, if there is one.
    Optional<String> entry(String protocol) {
        var folder = settings.split("\\.")[0];
        var files = List.of(folder + "/" + protocol + ".py", protocol + ".py");
        return source.firstOf(files)
                .map(file -> file.replaceAll("\\.py$", "").replace('/', '.') + ":application");
    }

    boolean migrates() {
        return !source.configuration().volumes().isEmpty() || DATABASE.matcher(text).find();
    }

    boolean collects() {
        return text.contains("django.contrib.staticfiles")
                && !source.configuration().environment().containsKey("DISABLE_COLLECTSTATIC");
    }

    private boolean servesItsFiles() {
        return needs.has("whitenoise") || text.contains("whitenoise");
    }

    Optional<Step> collection() {
        return collects()
                ? Optional.of(Step.of("python3", COLLECTOR.path(), settings))
                : Optional.empty();
    }

    /// What it says is the project's own, and is told nobody.
    private static JsonNode read(byte[] found) {
        try {
            return JSON.readTree(found);
        } catch (JacksonException e) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "\"" + FOUND + "\" is not what collecting the static files leaves",
                    "let nothing else write it",
                    e);
        }
    }

    /// URL path → file, of those that were collected and that the project does not serve itself.
    Map<String, StaticFile> files(Workshop workshop, Tree tree) throws IOException {
        var found = workshop.small(FOUND);
        if (servesItsFiles() || !collects() || found.isEmpty()) {
            return Map.of();
        }
        var json = read(found.get());
        var url = "/" + json.path("url").asString("").replaceAll("^/|/$", "");
        if (url.contains("://") || url.equals("/")) {
            return Map.of();
        }
        var folder = json.path("folder").asString("");
        if (folder.startsWith("..")) {
            throw Invalid.because(
                    "STATIC_ROOT lies outside of the project", "let it be a folder below BASE_DIR");
        }
        var files = new HashMap<String, StaticFile>();
        Site.of(source.of(tree), folder, Site.Pages.MANY)
                .byPath()
                .forEach((path, file) ->
                        files.put(url + "/" + path, new StaticFile(file.digest(), file.size())));
        return files;
    }
}

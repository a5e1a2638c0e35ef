package dev.freehold.build.languages;

import dev.freehold.build.languages.PythonStart.Protocol;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Python file that may hold an app, as far as its text tells without running it.
///
/// @param path in the project
record PythonModule(String path, String text, PythonNeeds needs) {
    private static final Pattern WSGI_APP =
            Pattern.compile(
                    "(?m)^(\\w+)(?:\\s*:[^=\\n]+)?\\s*=\\s*(?:[\\w.]+\\.)?"
                            + "(Flask|Bottle|APIFlask|OpenAPI|App|API|get_wsgi_application|default_app|make_wsgi_app)\\(");
    private static final Pattern ASGI_APP =
            Pattern.compile(
                    "(?m)^(\\w+)(?:\\s*:[^=\\n]+)?\\s*=\\s*(?:[\\w.]+\\.)?"
                            + "(FastAPI|Starlette|Quart|Litestar|BlackSheep|Application|get_asgi_application)\\(");
    private static final Pattern WSGI_FUNCTION =
            Pattern.compile("(?m)^def (\\w+)\\(\\s*\\w+[^,)]*,\\s*start_response");
    private static final Pattern ASGI_FUNCTION =
            Pattern.compile("(?m)^async def (\\w+)\\(\\s*scope\\b");
    private static final Pattern MADE =
            Pattern.compile("(?m)^(app|application)\\s*=\\s*(create|make|build)_app\\(");
    private static final Pattern FACTORY =
            Pattern.compile("(?m)^def ((?:create|make|build)_app)\\((?:\\s*\\)|[^)]*=)");
    private static final Pattern BROUGHT =
            Pattern.compile("(?m)^from [\\w.]+ import [^\\n]*\\b(app|application)\\b");
    private static final Pattern LISTENS =
            Pattern.compile("serve_forever\\(|run_app\\(|\\.run\\(|\\.listen\\(|start_server\\(");

    /// What is found first: an app by a known framework, a plain callable, a factory.
    Optional<PythonStart> app() {
        return Stream.<Function<PythonModule, Optional<PythonStart>>>of(
                        module -> module.of(ASGI_APP, Protocol.ASGI, "is an ASGI app by "),
                        module -> module.of(WSGI_APP, Protocol.WSGI, "is a WSGI app by "),
                        module -> module.of(ASGI_FUNCTION, Protocol.ASGI, "is an ASGI callable"),
                        module -> module.of(WSGI_FUNCTION, Protocol.WSGI, "is a WSGI callable"),
                        module -> module.of(MADE, framework(), "is made by a factory"),
                        PythonModule::factory,
                        PythonModule::brought)
                .flatMap(way -> way.apply(this).stream())
                .findFirst();
    }

    /// A script that listens by itself.
    Optional<PythonStart> script() {
        return LISTENS.matcher(text).find()
                ? Optional.of(new PythonStart(Protocol.NONE, path, path + " listens by itself"))
                : Optional.empty();
    }

    private Optional<PythonStart> of(Pattern pattern, Protocol protocol, String what) {
        var match = pattern.matcher(text);
        return match.find()
                ? Optional.of(start(protocol, match.group(1), what + framework(match)))
                : Optional.empty();
    }

    private static String framework(Matcher match) {
        return match.groupCount() > 1 && match.pattern() != MADE ? match.group(2) : "";
    }

    private Optional<PythonStart> factory() {
        var match = FACTORY.matcher(text);
        boolean ofFramework = text.matches("(?s).*\\b(Flask|FastAPI|Starlette|Quart)\\b.*");
        return match.find() && ofFramework
                ? Optional.of(start(framework(), match.group(1) + "()", "makes the app"))
                : Optional.empty();
    }

    /// `wsgi.py` and `asgi.py` often only pass on what another file holds.
    private Optional<PythonStart> brought() {
        var match = BROUGHT.matcher(text);
        return path.matches("(.*/)?(wsgi|asgi)\\.py") && match.find()
                ? Optional.of(start(framework(), match.group(1), "is the app that it passes on"))
                : Optional.empty();
    }

    /// By the framework that the project asks for, where the file itself does not tell.
    private Protocol framework() {
        boolean asgi =
                path.endsWith("asgi.py")
                        || Stream.of("fastapi", "starlette", "quart", "litestar")
                                .anyMatch(needs::has);
        return asgi && !path.endsWith("wsgi.py") ? Protocol.ASGI : Protocol.WSGI;
    }

    private PythonStart start(Protocol protocol, String name, String what) {
        return new PythonStart(
                protocol, module() + ":" + name, path + ": \"" + name + "\" " + what);
    }

    /// As it is imported: `src` is on the path, so it is no part of the name.
    private String module() {
        return path.replaceAll("^src/", "").replaceAll("(/__init__)?\\.py$", "").replace('/', '.');
    }
}

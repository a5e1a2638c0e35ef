package dev.freehold.build.languages;

import java.util.List;
import java.util.Optional;

/// How a Python app is started, and why we think so.
///
/// @param entry `app:app` for an app that a server loads; a file where it listens by itself
record PythonStart(Protocol protocol, String entry, String reason) {
    static final Launcher LAUNCHER = new Launcher("serve.py");

    enum Protocol {
        WSGI,
        ASGI,
        /// It listens on PORT by itself.
        NONE
    }

    List<String> command(String python, PythonNeeds needs) {
        return switch (protocol) {
            case NONE -> List.of(python, entry);
            case ASGI -> List.of(python, LAUNCHER.path(), "asgi", entry);
            case WSGI ->
                    needs.has("gunicorn")
                            ? gunicorn(python, needs)
                            : List.of(python, LAUNCHER.path(), "wsgi", entry);
        };
    }

    /// It listens on PORT by itself. What its configuration file says is not ours to overrule.
    private List<String> gunicorn(String python, PythonNeeds needs) {
        return needs.source().has("gunicorn.conf.py")
                ? List.of(python, "-m", "gunicorn", entry)
                : List.of(
                        python,
                        "-m",
                        "gunicorn",
                        "--threads",
                        "32",
                        "--worker-tmp-dir",
                        "/dev/shm",
                        "--forwarded-allow-ips",
                        "*",
                        entry);
    }

    /// Which server speaks to it, for the plan.
    String server(PythonNeeds needs) {
        return switch (protocol) {
            case NONE -> "a server of its own";
            case ASGI -> "ASGI, by " + asgiServer(needs).orElse("uvicorn");
            case WSGI ->
                    needs.has("gunicorn") ? "WSGI, by gunicorn" : "WSGI, by Freehold's launcher";
        };
    }

    static Optional<String> asgiServer(PythonNeeds needs) {
        return List.of("uvicorn", "hypercorn").stream().filter(needs::has).findFirst();
    }
}

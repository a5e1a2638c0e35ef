package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// How the packages of a Python project come into its environment, `.venv`: by uv or by pip, from an
/// index or from a folder of wheels. Where neither has them, those that are installed on this machine
/// will do, if they satisfy what is asked for; that is said.
record PythonPackages(Source source, PythonNeeds needs, Programs programs) {
    static final String FOLDER = ".venv";

    /// As many people call it.
    static final String PYTHON = FOLDER + "/bin/python";

    private static final String HERE = Workshop.INSIDE + "/" + FOLDER;
    private static final Path OF_THE_MACHINE = Path.of("/usr/lib/python3/dist-packages");

    /// What pip and uv say where an index does not answer, or where it has nothing of that name.
    private static final Pattern NOT_TO_BE_HAD =
            Pattern.compile(
                    "from versions: none|No matching distribution|NewConnectionError|Connection refused"
                            + "|ConnectTimeout|ReadTimeout|ProxyError|dns error|error sending request");

    boolean wanted() {
        return ownLine().isPresent() || needs.file().isPresent() || byUv();
    }

    List<String> reasons() {
        if (ownLine().isPresent() || !wanted()) {
            return List.of();
        }
        if (byUv()) {
            return List.of("uv.lock is there: packages come with uv");
        }
        var reasons = new ArrayList<String>();
        var file = needs.file().orElseThrow();
        reasons.add(
                needs.wheels()
                        .map(folder ->
                                file
                                        + " says what is needed: packages come from \""
                                        + folder
                                        + "\"")
                        .orElse(file + " says what is needed: packages come with pip"));
        if (!needs.constraints().isEmpty()) {
            reasons.add(
                    needs.lockedByUv()
                            ? "uv.lock says in which versions; uv itself is not on this machine, in /usr/local/bin or /usr/bin"
                            : "the lock file says in which versions");
        }
        return reasons;
    }

    List<Step> steps(String interpreter) {
        if (!wanted()) {
            return List.of();
        }
        var fill =
                ownLine()
                        .map(Step::line)
                        .orElseGet(() ->
                                byUv()
                                        ? Step.of(
                                                "uv",
                                                "sync",
                                                "--frozen",
                                                "--no-dev",
                                                "--no-install-project")
                                        : pip(List.of()));
        return List.of(folder(interpreter, List.of()), fill.with(forInstalling()));
    }

    /// @throws FreeholdException BUILD_FAILED that names the next step where they can't be had
    void install(Workshop workshop, String interpreter) throws IOException, InterruptedException {
        if (!wanted()) {
            return;
        }
        requireTool();
        if (!needs.constraints().isEmpty()) {
            var lines = String.join("\n", needs.constraints()) + "\n";
            workshop.add(PythonNeeds.CONSTRAINTS, lines.getBytes(StandardCharsets.UTF_8));
        }
        try {
            runAll(steps(interpreter), workshop);
        } catch (FreeholdException e) {
            if (ownLine().isPresent() || !isNotToBeHad(e)) {
                throw e;
            }
            useThoseOfThisMachine(workshop, interpreter);
        }
    }

    private void requireTool() {
        if (byUv() || ownLine().isPresent()) {
            return;
        }
        if (needs.project().namesSourcesForUv()) {
            throw new FreeholdException(
                    ErrorCode.MISSING_TOOL,
                    "pyproject.toml says in [tool.uv.sources] where packages come from, which only uv reads; it installs by uv.lock, and "
                            + (needs.lockedByUv()
                                    ? "uv is not on this machine, in /usr/local/bin or /usr/bin"
                                    : "there is none"),
                    needs.lockedByUv()
                            ? "install uv there (https://docs.astral.sh/uv), then deploy again"
                            : "commit one: uv lock");
        }
        programs.need("pip3", "python3-pip");
    }

    private void useThoseOfThisMachine(Workshop workshop, String interpreter)
            throws IOException, InterruptedException {
        workshop.say(
                "they can't be had from there: trying with the Python packages of this machine");
        programs.need("pip3", "python3-pip");
        try {
            var empty = folder(interpreter, List.of("--system-site-packages"));
            runAll(List.of(empty, pip(List.of("--no-index")).with(forInstalling())), workshop);
        } catch (FreeholdException e) {
            if (!isNotToBeHad(e) || needs.wheels().isPresent()) {
                throw isNotToBeHad(e) ? nowhere(e) : e;
            }
            useThemAsTheyAre(workshop, e);
        }
        workshop.say(
                "the Python packages of this machine are used: another machine needs them as well");
    }

    /// A system's packages need not be in the versions that they ask of each other: who put the system
    /// together has seen to it that they fit.
    private void useThemAsTheyAre(Workshop workshop, FreeholdException first)
            throws IOException, InterruptedException {
        workshop.say(
                "what those ask of each other is not there in that version: trying with them as they are");
        try {
            workshop.run(pip(List.of("--no-index", "--no-deps")).with(forInstalling()));
        } catch (FreeholdException e) {
            throw isNotToBeHad(e) ? nowhere(first) : e;
        }
    }

    private static void runAll(List<Step> steps, Workshop workshop)
            throws IOException, InterruptedException {
        for (var step : steps) {
            workshop.run(step);
        }
    }

    private static boolean isNotToBeHad(FreeholdException e) {
        return e.code() == ErrorCode.BUILD_FAILED
                && NOT_TO_BE_HAD.matcher(String.valueOf(e.getMessage())).find();
    }

    private FreeholdException nowhere(FreeholdException cause) {
        var from =
                needs.wheels()
                        .map(folder ->
                                "the wheels in \"" + folder + "\" are not all that is asked for")
                        .orElse("no package index gave what is asked for");
        return new FreeholdException(
                ErrorCode.BUILD_FAILED,
                from + ", and this machine has not installed it either: " + cause.getMessage(),
                "put wheels into the project, where an index can be reached: \""
                        + needs.download().replace("\"", "'")
                        + "\"; or name an index, PIP_INDEX_URL, for \"freehold up\"",
                cause);
    }

    /// Copies of the interpreter, since a link out of the project can't be kept; pip stays outside.
    private static Step folder(String interpreter, List<String> options) {
        var arguments =
                new ArrayList<>(
                        List.of(interpreter, "-m", "venv", "--clear", "--copies", "--without-pip"));
        arguments.addAll(options);
        arguments.add(FOLDER);
        return Step.of(arguments.toArray(String[]::new));
    }

    private Step pip(List<String> options) {
        var arguments = new ArrayList<>(List.of("pip3", "install"));
        arguments.addAll(options);
        arguments.addAll(needs.arguments());
        return Step.of(arguments.toArray(String[]::new));
    }

    private boolean byUv() {
        return needs.lockedByUv() && programs.has("uv");
    }

    private Optional<String> ownLine() {
        return source.configuration().build().install();
    }

    /// For what is built and run on them.
    Map<String, String> environment() {
        if (!wanted()) {
            return Map.of();
        }
        var environment = new TreeMap<String, String>();
        environment.put("PATH", HERE + "/bin:/usr/local/bin:/usr/bin:/bin");
        environment.put("VIRTUAL_ENV", HERE);
        return environment;
    }

    /// What is asked from elsewhere fails soon where nobody answers.
    private Map<String, String> forInstalling() {
        var all = new TreeMap<>(environment());
        all.putAll(
                Map.of(
                        "PIP_PYTHON", FOLDER + "/bin/python3",
                        "PIP_RETRIES", "1",
                        "PIP_NO_INPUT", "1",
                        "PIP_NO_COMPILE", "1",
                        "PIP_DISABLE_PIP_VERSION_CHECK", "1",
                        "UV_PYTHON_DOWNLOADS", "never"));
        return all;
    }

    /// What names the filled folder, or empty where it should be made anew each time. What gets
    /// installed on this machine may change the outcome, so that is part of it.
    Optional<Digest> key(String interpreter) {
        if (!wanted() || ownLine().isPresent()) {
            return Optional.empty();
        }
        return needs.fingerprint()
                .map(text ->
                        text
                                + "\n"
                                + steps(interpreter).getLast().shown()
                                + interpreter
                                + "\n"
                                + OF_THE_MACHINE.toFile().lastModified())
                .map(text -> Digest.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Only the packages of a tree.
    static Tree of(Tree tree) {
        return new Tree(tree.entries().subMap(FOLDER + "/", FOLDER + "0"));
    }

    /// Not what is for people at a terminal.
    static boolean isWanted(String path) {
        return !path.matches("\\.venv/bin/([Aa]ctivate.*|python|python3\\.\\d+)");
    }

    /// Where its own packages lie, if it also uses those of the machine: their commands, `gunicorn` for
    /// example, run with the machine's interpreter and would not look there.
    static Optional<String> besideThoseOfTheMachine(Source built) {
        var own = built.under(FOLDER + "/lib").keySet().stream().findFirst();
        boolean shared =
                built.text(FOLDER + "/pyvenv.cfg")
                        .filter(text -> text.contains("include-system-site-packages = true"))
                        .isPresent();
        return own.filter(_ -> shared)
                .map(path -> path.split("/")[2])
                .map(version -> HERE + "/lib/" + version + "/site-packages");
    }
}

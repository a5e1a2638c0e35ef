package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.tools.Package;
import dev.freehold.build.tools.SingleProgram;
import dev.freehold.build.tools.Tools;
import dev.freehold.model.Invalid;
import dev.freehold.model.Workspace;
import dev.freehold.output.Runtime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What installs a project's dependencies, told by its lock file and by `packageManager` in its
/// package.json.
///
/// @param locked whether there is a lock file, whose versions are then taken exactly
/// @param version where package.json asks for one
/// @param inMember whether it is called in a package of a workspace, below the lock file
record PackageTool(Kind kind, boolean locked, Optional<String> version, boolean inMember) {
    enum Kind {
        NPM("npm"),
        PNPM("pnpm"),
        YARN("yarn"),
        /// Yarn 2 and newer, another program of the same name.
        YARN_BERRY("yarn"),
        BUN("bun");

        private final String command;

        Kind(String command) {
            this.command = command;
        }
    }

    /// Any of them says that a project is Bun's; the second is the lock file as it was up to Bun 1.1.
    private static final List<String> BUN_FILES = List.of("bun.lock", "bun.lockb", "bunfig.toml");

    private static final List<String> LOCKS =
            List.of(
                    "package-lock.json",
                    "npm-shrinkwrap.json",
                    "pnpm-lock.yaml",
                    "yarn.lock",
                    "bun.lock",
                    "bun.lockb");

    /// In a workspace the lock file lies at its top.
    static PackageTool of(Source source) {
        boolean own = source.home().isEmpty() || LOCKS.stream().anyMatch(source::has);
        return own ? in(source) : in(source.top()).calledInMember();
    }

    private PackageTool calledInMember() {
        return new PackageTool(kind, locked, version, true);
    }

    private static PackageTool in(Source source) {
        var wanted = source.inPackageJson(PackageJson::packageManager);
        var version = wanted.filter(text -> text.contains("@")).map(text -> text.split("@", 2)[1]);
        if (wanted.filter(text -> text.startsWith("pnpm")).isPresent()
                || source.has("pnpm-lock.yaml")) {
            return new PackageTool(Kind.PNPM, source.has("pnpm-lock.yaml"), version, false);
        }
        if (wanted.filter(text -> text.startsWith("yarn")).isPresent() || source.has("yarn.lock")) {
            return new PackageTool(yarn(source, version), source.has("yarn.lock"), version, false);
        }
        if (wanted.filter(text -> text.startsWith("bun")).isPresent()
                || BUN_FILES.stream().anyMatch(source::has)) {
            boolean locked = source.has("bun.lock") || source.has("bun.lockb");
            return new PackageTool(Kind.BUN, locked, version, false);
        }
        boolean locked = source.has("package-lock.json") || source.has("npm-shrinkwrap.json");
        boolean pnpm = !locked && source.has(Workspace.PNPM);
        return new PackageTool(pnpm ? Kind.PNPM : Kind.NPM, locked, Optional.empty(), false);
    }

    String command() {
        return kind.command;
    }

    boolean isBun() {
        return kind == Kind.BUN;
    }

    String bunVersion() {
        return version.map(text -> text.split("\\+")[0])
                .filter(_ -> isBun())
                .orElse(SingleProgram.BUN.usualVersion());
    }

    String lockFile() {
        return switch (kind) {
            case NPM -> "package-lock.json";
            case PNPM -> "pnpm-lock.yaml";
            case YARN, YARN_BERRY -> "yarn.lock";
            case BUN -> "bun.lock";
        };
    }

    /// Everything, what only the build needs included.
    Step install() {
        return switch (kind) {
            case NPM -> npm(locked ? "ci" : "install", "--include=dev");
            case PNPM -> pnpm("install", "--prod=false");
            case YARN -> yarn("install", "--production=false");
            case YARN_BERRY -> berry("install", locked ? "--immutable" : "--no-immutable");
            case BUN -> bun();
        };
    }

    /// Only what is needed at run time; also takes the rest away again.
    Optional<Step> installForRunning() {
        return switch (kind) {
            case NPM -> Optional.of(npm(locked ? "ci" : "install", "--omit=dev"));
            case PNPM -> Optional.of(pnpm("install", "--prod"));
            case YARN -> Optional.of(yarn("install", "--production"));
            case YARN_BERRY -> Optional.empty();
            case BUN -> Optional.of(bun("--production"));
        };
    }

    Step script(String name) {
        return Step.of(command(), "run", name);
    }

    /// The tool itself, where it doesn't come with Node.
    Optional<Runtime> bring(Tools tools) throws InterruptedException {
        return switch (kind) {
            case NPM -> Optional.empty();
            case PNPM ->
                    Optional.of(
                            tools.manager(
                                    "pnpm",
                                    wanted("pnpm", "10.34.9", tools),
                                    Map.of("pnpm", "bin/pnpm.cjs", "pnpx", "bin/pnpx.cjs")));
            case YARN ->
                    Optional.of(
                            tools.manager(
                                    "yarn",
                                    wanted("yarn", "1.22.22", tools),
                                    Map.of("yarn", "bin/yarn.js")));
            case YARN_BERRY ->
                    Optional.of(
                            tools.manager(
                                    "yarn",
                                    wanted("@yarnpkg/cli-dist", "4.18.1", tools),
                                    Map.of("yarn", "bin/yarn.js")));
            case BUN -> Optional.of(tools.program(SingleProgram.BUN, bunVersion(), _ -> {}));
        };
    }

    /// `packageManager` may carry a digest, as in `pnpm@10.20.0+sha512.0123…`.
    private Package wanted(String name, String byDefault, Tools tools) {
        var parts = version.orElse(byDefault).split("\\+sha512\\.", 2);
        var wanted = new Package(name, parts[0].split("\\+")[0]);
        if (parts.length == 2 && !name.startsWith("@")) {
            tools.trust(wanted, digest(parts[1]));
        }
        return wanted;
    }

    private static byte[] digest(String hex) {
        if (!hex.matches("[0-9a-fA-F]{128}")) {
            throw Invalid.because(
                    "the SHA-512 in \"packageManager\" of package.json has no 128 hex digits",
                    "write it as corepack does, or leave it away");
        }
        return HexFormat.of().parseHex(hex);
    }

    private static Kind yarn(Source source, Optional<String> version) {
        boolean berryLock =
                source.text("yarn.lock").filter(lock -> lock.contains("__metadata:")).isPresent();
        return version.map(text -> !text.startsWith("1.")).orElse(berryLock)
                ? Kind.YARN_BERRY
                : Kind.YARN;
    }

    /// In a member npm installs for that one alone, unless the tools at the top are asked for as well.
    private Step npm(String... arguments) {
        var more = new ArrayList<>(List.of("--no-audit", "--no-fund"));
        if (inMember) {
            more.add("--include-workspace-root");
        }
        return step("npm", arguments, more).with(Map.of("npm_config_update_notifier", "false"));
    }

    private Step pnpm(String... arguments) {
        return step(
                        "pnpm",
                        arguments,
                        List.of(locked ? "--frozen-lockfile" : "--no-frozen-lockfile"))
                .with(Map.of("npm_config_manage_package_manager_versions", "false"));
    }

    private Step yarn(String... arguments) {
        return step(
                "yarn",
                arguments,
                locked
                        ? List.of("--frozen-lockfile", "--non-interactive")
                        : List.of("--non-interactive"));
    }

    private Step bun(String... more) {
        var all = new ArrayList<>(List.of(more));
        if (locked) {
            all.add("--frozen-lockfile");
        }
        return step("bun", new String[] {"install"}, all);
    }

    /// Dependencies as folders, since at run time nothing of Yarn is there.
    private static Step berry(String... arguments) {
        return step("yarn", arguments, List.of())
                .with(
                        Map.of(
                                "YARN_NODE_LINKER", "node-modules",
                                "YARN_ENABLE_GLOBAL_CACHE", "true",
                                "YARN_ENABLE_TELEMETRY", "0"));
    }

    private static Step step(String command, String[] arguments, List<String> more) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(more);
        return Step.of(all.toArray(String[]::new));
    }
}

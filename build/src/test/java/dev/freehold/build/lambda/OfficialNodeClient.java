package dev.freehold.build.lambda;

import dev.freehold.build.tools.Tools;
import dev.freehold.build.tools.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// AWS's client of the Runtime API for Node, from npm, and the Node that it runs under. Its install script
/// would build curl and CMake files for minutes; here its own sources are compiled against the libcurl of
/// this machine, once, and kept in `target`.
record OfficialNodeClient(Path node, Path modules) {
    private static final String VERSION = "3.3.0";
    private static final String ADDON = "dist/rapid-client.node";

    static OfficialNodeClient ready() throws IOException, InterruptedException {
        var tools = new Tools(Path.of("target", "runtimes").toAbsolutePath(), System.getenv());
        var runtime = tools.folder(tools.node(VersionRange.ANY, _ -> {}));
        var home = Path.of("target", "aws-lambda-ric-" + VERSION).toAbsolutePath();
        var client =
                new OfficialNodeClient(runtime.resolve("bin/node"), home.resolve("node_modules"));
        if (!Files.exists(client.folder().resolve(ADDON))) {
            client.install(home, runtime);
        }
        return client;
    }

    /// As `npm install` would have left it in the function's folder.
    void linkInto(Path app) throws IOException {
        Files.createDirectories(app.resolve("node_modules"));
        Files.createSymbolicLink(app.resolve("node_modules/aws-lambda-ric"), folder());
    }

    private Path folder() {
        return modules.resolve("aws-lambda-ric");
    }

    private void install(Path home, Path runtime) throws IOException, InterruptedException {
        Files.createDirectories(home);
        run(
                home,
                List.of(
                        "npm",
                        "install",
                        "--prefix",
                        home.toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "aws-lambda-ric@" + VERSION));
        var sources = Files.createDirectories(home.resolve("sources"));
        for (var archive : archives()) {
            run(
                    sources,
                    List.of(
                            "tar",
                            "xzf",
                            archive.toString(),
                            "--strip-components=1",
                            "-C",
                            unpacked(sources, archive)));
        }
        compile(sources, runtime);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve("deps"))) {
            return files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
        }
    }

    private static String unpacked(Path sources, Path archive) throws IOException {
        var name = archive.getFileName().toString().replaceAll("-\\d.*", "");
        return Files.createDirectories(sources.resolve(name)).toString();
    }

    private void compile(Path sources, Path runtime) throws IOException, InterruptedException {
        var lambda = sources.resolve("aws-lambda-cpp");
        var version = sources.resolve("version.cpp");
        Files.writeString(
                version,
                Files.readString(lambda.resolve("src/version.cpp.in"))
                        .replace("@PROJECT_VERSION@", "0.2.8")
                        .replaceAll("@PROJECT_VERSION_[A-Z]+@", "0"));
        run(
                sources,
                List.of(
                        "g++",
                        "-shared",
                        "-fPIC",
                        "-std=c++20",
                        "-DNODE_GYP_MODULE_NAME=rapid_client",
                        "-DBUILDING_NODE_EXTENSION",
                        "-I" + modules.resolve("node-addon-api"),
                        "-I" + runtime.resolve("include/node"),
                        "-I" + lambda.resolve("include"),
                        "-I" + sources.resolve("curl/include"),
                        folder().resolve("src/rapid-client.cc").toString(),
                        lambda.resolve("src/runtime.cpp").toString(),
                        lambda.resolve("src/logging.cpp").toString(),
                        version.toString(),
                        "-l:libcurl.so.4",
                        "-o",
                        folder().resolve(ADDON).toString()));
    }

    private static void run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = process.inputReader().lines().collect(Collectors.joining("\n"));
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
        }
    }
}

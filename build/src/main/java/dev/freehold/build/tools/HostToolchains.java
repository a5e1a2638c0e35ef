package dev.freehold.build.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The JDKs and Rust toolchains that lie on this machine, newest first.
public final class HostToolchains {
    private static final Pattern JAVA_VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([0-9._]+)");
    private static final Pattern RUST_VERSION = Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+)");

    /// Where systems and installers put JDKs.
    private static final List<String> FOLDERS_OF_JDKS =
            List.of("/usr/lib/jvm", "/opt/java", "/opt", "/Library/Java/JavaVirtualMachines");

    private final Map<String, String> environment;

    /// @param environment of the platform
    public HostToolchains(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The platform runs on one itself, so there is one at least where that is not a bare runtime.
    public List<Toolchain> jdks() {
        var named =
                Stream.of("FREEHOLD_JAVA_HOME", "JAVA_HOME")
                        .flatMap(name -> Optional.ofNullable(environment.get(name)).stream());
        var own = Stream.of(System.getProperty("java.home", ""));
        var known = Stream.concat(Stream.concat(named, own).map(Path::of), foldersOfJdks());
        return Toolchain.newestFirst(known.flatMap(home -> jdk(home).stream()));
    }

    /// What rustup brought.
    public List<Toolchain> rust() {
        var rustup =
                Stream.of(
                        environment.getOrDefault("RUSTUP_HOME", inHome(".rustup")),
                        "/usr/local/rustup");
        return Toolchain.newestFirst(
                rustup.map(folder -> Path.of(folder, "toolchains"))
                        .flatMap(Toolchain::foldersIn)
                        .filter(home -> !home.getFileName().toString().startsWith("nightly"))
                        .flatMap(home -> rust(home).stream()));
    }

    private Stream<Path> foldersOfJdks() {
        var ofUser = Stream.of(inHome(".sdkman/candidates/java"), inHome(".jdks"));
        return Stream.concat(FOLDERS_OF_JDKS.stream(), ofUser)
                .map(Path::of)
                .flatMap(Toolchain::foldersIn)
                .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
    }

    private String inHome(String path) {
        return environment.getOrDefault("HOME", "/root") + "/" + path;
    }

    private static Optional<Toolchain> jdk(Path home) {
        if (!Files.isExecutable(home.resolve("bin/javac"))) {
            return Optional.empty();
        }
        try {
            var version = JAVA_VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find()
                    ? Optional.of(new Toolchain("java", version.group(1), home.toRealPath()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// The version stands in the list of its parts; `stable` is no version.
    private static Optional<Toolchain> rust(Path home) {
        if (!Files.isExecutable(home.resolve("bin/cargo"))) {
            return Optional.empty();
        }
        try {
            var list = home.resolve("lib/rustlib/multirust-channel-manifest.toml");
            return Files.exists(list) ? rust(home, list) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Toolchain> rust(Path home, Path list) throws IOException {
        try (var lines = Files.lines(list)) {
            return lines.dropWhile(line -> !line.equals("[pkg.rust]"))
                    .filter(line -> line.startsWith("version = "))
                    .map(RUST_VERSION::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .findFirst()
                    .map(version -> new Toolchain("rust", version.group(1), home));
        }
    }
}

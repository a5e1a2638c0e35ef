package dev.freehold.build.config;

import dev.freehold.model.ByteSize;
import dev.freehold.model.Invalid;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.output.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Reads `freehold.toml`. All that is wrong is said at once, with line numbers. The commented example
/// in `examples/freehold.toml` is its schema.
public final class ConfigurationFile {
    public static final String NAME = "freehold.toml";
    private final List<String> problems = new ArrayList<>();

    private ConfigurationFile() {}

    /// @throws dev.freehold.model.FreeholdException INVALID, with every problem
    public static Configuration read(String toml) {
        return new ConfigurationFile().readAll(Toml.parse(toml));
    }

    private Configuration readAll(TomlParseResult toml) {
        toml.errors()
                .forEach(e -> problems.add("line " + e.position().line() + ": " + e.getMessage()));
        var top = new Section(toml, "", problems);
        var configuration =
                new Configuration(
                        build(top),
                        services(top),
                        release(top),
                        volumes(top),
                        environment(top),
                        ScheduleSection.all(top),
                        FunctionSections.read(top));
        top.close();
        if (!problems.isEmpty()) {
            throw Invalid.because(
                    NAME
                            + " has "
                            + (problems.size() == 1 ? "a problem" : "problems")
                            + ": "
                            + String.join("; ", problems),
                    "see examples/freehold.toml, which shows every key");
        }
        return configuration;
    }

    private static Configuration.Build build(Section top) {
        var section = top.section("build");
        var build =
                new Configuration.Build(
                        section.flatMap(s -> s.parsed("root", ConfigurationFile::folder)),
                        section.flatMap(s -> s.text("install")),
                        section.flatMap(s -> s.text("command")),
                        section.flatMap(s -> s.parsed("output", ConfigurationFile::folder)));
        section.ifPresent(Section::close);
        return build;
    }

    private static SortedMap<ServiceName, ServiceSettings> services(Section top) {
        var services = new TreeMap<ServiceName, ServiceSettings>();
        var section = top.section("services");
        for (var name : section.map(Section::names).orElse(List.of())) {
            section.get()
                    .attempt(name, () -> new ServiceName(name))
                    .ifPresent(known ->
                            section.get()
                                    .section(name)
                                    .ifPresent(s -> services.put(known, service(s))));
        }
        return services;
    }

    private static ServiceSettings service(Section section) {
        var settings =
                new ServiceSettings(
                        section.text("command"),
                        section.parsed("kind", ConfigurationFile::kind),
                        section.parsed("health", ConfigurationFile::urlPath),
                        new ServiceSettings.Resources(
                                section.parsed("memory", ByteSize::parse), section.number("cpus")),
                        instances(section));
        section.close();
        return settings;
    }

    /// `instances = 2`, or `instances = { min = 1, max = 4 }`.
    private static ServiceSettings.Instances instances(Section section) {
        var range =
                section.holdsTable("instances")
                        ? section.section("instances")
                        : Optional.<Section>empty();
        var exactly = range.isPresent() ? Optional.<Integer>empty() : section.whole("instances");
        var instances =
                new ServiceSettings.Instances(
                        exactly.or(() -> range.flatMap(s -> s.whole("min"))),
                        exactly.or(() -> range.flatMap(s -> s.whole("max"))),
                        section.whole("concurrency"),
                        section.whole("queue"),
                        section.parsed("idle", ConfigurationFile::duration),
                        section.parsed("freeze", ConfigurationFile::rest));
        range.ifPresent(Section::close);
        return instances;
    }

    private static Duration rest(String text) {
        return text.equals("never") ? Scaling.NEVER : duration(text);
    }

    private static Optional<String> release(Section top) {
        var section = top.section("release");
        var command = section.flatMap(s -> s.text("command"));
        section.ifPresent(Section::close);
        return command;
    }

    private static List<Volume> volumes(Section top) {
        var volumes = new ArrayList<Volume>();
        for (var section : top.sections("volumes")) {
            var name = section.text("name");
            var path = section.text("path");
            section.attempt("name", () -> new Volume(name.orElse(""), path.orElse("")))
                    .ifPresent(volumes::add);
            section.close();
        }
        return volumes;
    }

    private static Map<String, String> environment(Section top) {
        var variables = new HashMap<String, String>();
        var section = top.section("env");
        for (var name : section.map(Section::names).orElse(List.of())) {
            section.get().text(name).ifPresent(value -> variables.put(name, value));
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                section.get().problem(name, "is no name of a variable; use A-Z, 0-9 and _");
            }
        }
        return variables;
    }

    private static Service.Kind kind(String text) {
        return switch (text) {
            case "web" -> Service.Kind.WEB;
            case "worker" -> Service.Kind.WORKER;
            default -> throw Invalid.because("\"" + text + "\" is no kind", "web or worker");
        };
    }

    static String urlPath(String text) {
        if (!text.startsWith("/")) {
            throw Invalid.because("\"" + text + "\" is no path", "for example \"/health\"");
        }
        return text;
    }

    static String folder(String text) {
        var plain = text.replaceAll("^\\./", "").replaceAll("/+$", "");
        if (plain.startsWith("/") || List.of(plain.split("/")).contains("..")) {
            throw Invalid.because("\"" + text + "\" is outside", "name a folder of the project");
        }
        return plain;
    }

    static Duration duration(String text) {
        if (!text.matches("\\d{1,6}[smh]")) {
            throw Invalid.because(
                    "\"" + text + "\" is no time", "for example \"90s\", \"15m\", \"2h\"");
        }
        return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
}

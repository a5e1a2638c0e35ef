package dev.freehold.build.config;

import dev.freehold.build.config.FunctionSettings.Defaults;
import dev.freehold.model.ByteSize;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads `[functions.NAME]` of `freehold.toml`.
final class FunctionSections {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    private FunctionSections() {}

    static SortedMap<String, FunctionSettings> read(Section top) {
        var functions = new TreeMap<String, FunctionSettings>();
        var section = top.section("functions");
        for (var name : section.map(Section::names).orElse(List.of())) {
            if (!name.matches(NAME)) {
                section.get().problem(name, "is no name of a function; use A-Z, 0-9, _ and -");
            }
            section.get()
                    .section(name)
                    .flatMap(FunctionSections::function)
                    .ifPresent(function -> functions.put(name, function));
        }
        return functions;
    }

    private static Optional<FunctionSettings> function(Section section) {
        var runtime = section.parsed("runtime", FunctionSettings::knownRuntime);
        if (!section.names().contains("runtime")) {
            section.problem("runtime", "is missing; for example \"nodejs24.x\"");
        }
        var handler = section.text("handler");
        if (handler.isEmpty() && runtime.filter(name -> name.startsWith("java")).isPresent()) {
            section.problem("handler", "is missing; for example \"shop.Orders::handleRequest\"");
        }
        var code = section.parsed("code", ConfigurationFile::folder);
        var path = section.parsed("path", ConfigurationFile::urlPath);
        var timeout = section.parsed("timeout", ConfigurationFile::duration);
        var memory = section.parsed("memory", ByteSize::parse);
        var concurrency = section.whole("concurrency");
        section.close();
        return runtime.flatMap(known ->
                section.attempt(
                        "timeout",
                        () ->
                                new FunctionSettings(
                                        known,
                                        handler.orElseGet(() -> Defaults.handler(known)),
                                        code.orElse(""),
                                        path.orElse("/"),
                                        timeout.orElse(Defaults.TIMEOUT),
                                        memory.orElse(Defaults.MEMORY),
                                        concurrency.orElse(Defaults.CONCURRENCY))));
    }
}

package dev.freehold.output;

import java.util.Map;
import java.util.Optional;

/// `.vc-config.json` of one function in the Build Output API, version 3.
///
/// @param runtime `nodejs22.x`, `edge`, …
/// @param handler the file to load, below the function's folder
/// @param launcher `Nodejs` where the handler takes a request and a response
/// @param helpers whether requests and responses get `query`, `json()` and the like
/// @param filePathMap path in the function → path in the project, for files that lie outside
/// @param seconds how long it may take
public record FunctionConfig(
        String runtime,
        String handler,
        Optional<String> launcher,
        boolean helpers,
        Map<String, String> environment,
        Map<String, String> filePathMap,
        Optional<Integer> seconds) {

    public FunctionConfig {
        environment = Map.copyOf(environment);
        filePathMap = Map.copyOf(filePathMap);
    }

    /// @param file as errors name it
    /// @throws dev.freehold.model.FreeholdException INVALID, naming the place
    public static FunctionConfig read(byte[] json, String file) {
        var top = BuildOutputConfig.parse(json, file);
        var runtime = top.child("runtime").text();
        var handler = top.child(runtime.equals("edge") ? "entrypoint" : "handler").text();
        return new FunctionConfig(
                runtime,
                handler,
                top.child("launcherType").findText(),
                top.child("shouldAddHelpers").flag(false),
                top.child("environment").texts(),
                top.child("filePathMap").texts(),
                top.child("maxDuration").findNumber());
    }

    /// Whether our launcher for Node can run it.
    public boolean isNode() {
        return runtime.startsWith("nodejs") && launcher.filter("Nodejs"::equals).isPresent();
    }
}

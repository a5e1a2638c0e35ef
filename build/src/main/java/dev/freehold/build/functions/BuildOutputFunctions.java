package dev.freehold.build.functions;

import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import dev.freehold.output.FunctionConfig;
import dev.freehold.output.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The folder `functions/` of the Build Output API: each `NAME.func` is a function with all its files,
/// or a link to another one.
///
/// @param files everything that the functions load, as it lies in the service's tree
/// @param leftOut what this version doesn't do, in plain words
record BuildOutputFunctions(
        Tree files, Map<String, FunctionService.Entry> entries, List<String> leftOut) {
    private static final String CONFIG = ".func/.vc-config.json";
    private static final String INSIDE = "functions/";

    static BuildOutputFunctions read(Source source, String folder) {
        var reading = new Reading(source, folder);
        source.under(folder).forEach(reading::take);
        reading.links();
        return new BuildOutputFunctions(
                new Tree(reading.files), reading.entries, List.copyOf(reading.leftOut));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    FunctionService service() {
        return new FunctionService(files, "", entries);
    }

    private static final class Reading {
        private final Source source;
        private final String folder;
        private final TreeMap<String, Tree.Entry> files = new TreeMap<>();
        private final TreeMap<String, FunctionService.Entry> entries = new TreeMap<>();
        private final TreeMap<String, String> links = new TreeMap<>();
        private final TreeSet<String> leftOut = new TreeSet<>();

        Reading(Source source, String folder) {
            this.source = source;
            this.folder = folder;
        }

        void take(String path, Tree.Entry entry) {
            var name = path.substring(folder.length() + 1);
            if (entry instanceof Tree.Link link && name.endsWith(".func")) {
                links.put(name, Path.of(name).resolveSibling(link.target()).normalize().toString());
                return;
            }
            files.put(INSIDE + name, entry);
            if (name.endsWith(CONFIG)) {
                function(name.substring(0, name.length() - CONFIG.length()), path);
            } else if (name.endsWith(".prerender-config.json")) {
                leftOut.add("prerendered pages are made at each request, not kept");
            }
        }

        /// A linked function is the other one under one more URL.
        void links() {
            links.forEach((name, target) -> {
                var other = entries.get("/" + target.replaceAll("\\.func$", ""));
                if (other == null) {
                    throw Invalid.because(
                            folder + "/" + name + " links to no function: \"" + target + "\"",
                            "build again");
                }
                entries.put("/" + name.replaceAll("\\.func$", ""), other);
            });
        }

        private void function(String name, String path) {
            var config =
                    FunctionConfig.read(
                            source.text(path).orElseThrow().getBytes(StandardCharsets.UTF_8), path);
            if (!config.isNode()) {
                throw Invalid.because(
                        path + " asks for the runtime \"" + config.runtime() + "\"",
                        "Freehold runs Node functions (launcherType \"Nodejs\") so far, no edge functions; say runtime: \"nodejs\" in the page or function");
            }
            var home = INSIDE + name + ".func/";
            config.filePathMap().forEach((to, from) -> files.put(home + to, outside(from, path)));
            entries.put(
                    "/" + name,
                    new FunctionService.Entry(
                            home + config.handler(),
                            FunctionService.Entry.Answers.ITS_OWN,
                            config.helpers(),
                            config.seconds(),
                            config.environment()));
        }

        private Tree.Entry outside(String from, String path) {
            Optional<Tree.File> file = source.findFile(from);
            return file.orElseThrow(() ->
                    Invalid.because(
                            path + " needs \"" + from + "\", which is not in what was sent",
                            "deploy the project's folder, node_modules included, or build with --standalone"));
        }
    }
}

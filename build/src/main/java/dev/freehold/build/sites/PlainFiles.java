package dev.freehold.build.sites;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import java.util.List;
import java.util.Optional;

/// Everything else: files, served as they are. Nothing is copied or run, so a thousand pages take
/// milliseconds.
public final class PlainFiles implements Builder {
    @Override
    public Optional<Recipe> detect(Source source) {
        var folder = folder(source);
        var site = Site.of(source, folder, Site.Pages.MANY);
        if (site.isEmpty()) {
            throw Invalid.because(
                    "there is no file to serve in this project, only configuration",
                    "add an index.html, or a command to freehold.toml: [services.web] command = \"…\"");
        }
        var plan =
                new BuildPlan(
                        "static",
                        List.of(reason(source, folder)),
                        List.of(),
                        List.of(),
                        List.of("/* → files (" + site.byPath().size() + ")"));
        return Optional.of(new Recipe(plan, _ -> site.output()));
    }

    /// `public` where only that holds a home page.
    private static String folder(Source source) {
        return !source.has("index.html") && source.has("public/index.html") ? "public" : "";
    }

    private static String reason(Source source, String folder) {
        if (!folder.isEmpty()) {
            return "public/index.html is a home page: the files of \"public\" are served as they are";
        }
        return source.has("index.html")
                ? "index.html is a home page and nothing is to be built: the files are served as they are"
                : "nothing is to be built or run: the files are served as they are";
    }
}

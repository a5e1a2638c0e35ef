package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.sites.Site;
import dev.freehold.model.Invalid;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A PHP app: scripts and a front controller, `index.php`, by PHP's own server; other files beside it.
public record PhpServer(Programs programs) implements Builder {
    private static final Launcher SERVER = new Launcher("serve.sh");
    private static final Launcher ROUTER = new Launcher("router.php");
    private static final String TOP = ".";

    /// What may be served of a folder that also holds the app's own files.
    private static final Pattern ASSET =
            Pattern.compile(
                    "(?i).*\\.(html?|css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|ogg|pdf|webmanifest)|robots\\.txt|\\.well-known/.*");

    @Override
    public Optional<Recipe> detect(Source source) {
        var page =
                source.firstOf(List.of("public/index.php", "web/index.php", "index.php"))
                        .or(() -> scriptAtTop(source));
        if (page.isEmpty() && source.has(Php.COMPOSER) && isNothingElse(source)) {
            throw Invalid.because(
                    "found composer.json: a PHP project; but there is no index.php, in public/, web/ or at the top",
                    "add one, or say how it is started, in freehold.toml: [services.web] command = \"…\"");
        }
        return page.map(file -> recipe(source, file));
    }

    private static Optional<String> scriptAtTop(Source source) {
        return source.tree().entries().keySet().stream()
                .filter(path -> path.matches("[^/.][^/]*\\.php"))
                .filter(_ -> source.packageJson().isEmpty())
                .findFirst();
    }

    private static boolean isNothingElse(Source source) {
        return !source.has("index.html") && source.packageJson().isEmpty();
    }

    private Recipe recipe(Source source, String page) {
        var project = new PhpProject(source, programs);
        var folder = page.contains("/") ? page.substring(0, page.indexOf('/')) : TOP;
        var reasons = new ArrayList<>(List.of("there is " + page + ": " + framework(source)));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        "php-server",
                        reasons,
                        project.shown(),
                        List.of(
                                "web: "
                                        + String.join(" ", command(folder))
                                        + " (PHP's own server)"),
                        List.of(
                                "files of "
                                        + (folder.equals(TOP)
                                                ? "usual kinds"
                                                : "\"" + folder + "\"")
                                        + " but PHP → themselves",
                                "/* → web"));
        return new Recipe(plan, workshop -> make(workshop, project, folder));
    }

    private static String framework(Source source) {
        if (source.has("artisan")) {
            return "Laravel";
        }
        return source.has("symfony.lock") || source.has("bin/console") ? "Symfony" : "a PHP app";
    }

    private static Output make(Workshop workshop, PhpProject project, String folder)
            throws IOException, InterruptedException {
        var ground = project.make(workshop);
        var served = served(workshop.source().of(ground.tree()), folder);
        var whole = ROUTER.on(SERVER.on(ground, workshop), workshop);
        return Servers.on(whole, workshop)
                .web(new Command.Arguments(command(folder)))
                .outputBeside(served.files());
    }

    private static List<String> command(String folder) {
        return List.of("sh", SERVER.path(), folder);
    }

    private static Site served(Source built, String folder) {
        boolean top = folder.equals(TOP);
        var files = new TreeMap<String, Tree.File>();
        Site.of(built, top ? "" : folder, Site.Pages.MANY)
                .byPath()
                .forEach((path, file) -> {
                    boolean asset =
                            !top || (ASSET.matcher(path).matches() && !path.startsWith("vendor/"));
                    if (asset && !path.matches("(?i).*\\.(php\\d?|phtml|phar)")) {
                        files.put(path, file);
                    }
                });
        return new Site(files, Site.Pages.MANY);
    }
}

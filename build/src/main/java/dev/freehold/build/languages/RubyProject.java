package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.HostPrograms;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What every build of a Ruby project does: its gems into `vendor/bundle`, from `vendor/cache` or from
/// where the Gemfile says; where neither has them, those of this machine, which is said; the user's build
/// line; and Rails' assets.
record RubyProject(Source source, Programs programs) implements Groundwork {
    private static final String FOLDER = "vendor/bundle";
    private static final String LOCK = "Gemfile.lock";
    private static final Map<String, String> OWN_GEMS = Map.of("BUNDLE_PATH", FOLDER);

    /// Bundler makes a folder for more of them, which may be nowhere else.
    private static final Map<String, String> GEMS_OF_THE_MACHINE =
            Map.of("BUNDLE_PATH__SYSTEM", "true", "GEM_HOME", "/tmp/gems");

    /// What Bundler says where it can't reach a source, or where it has nothing of that name.
    private static final Pattern NOT_TO_BE_HAD =
            Pattern.compile("Could not (reach host|find)|Network error|Failed to open TCP");

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (hasGemfile() && ownLine().isEmpty()) {
            var from = hasCache() ? "from vendor/cache" : "with Bundler";
            reasons.add(
                    source.has(LOCK)
                            ? "Gemfile.lock is there: gems come " + from
                            : "Gemfile says what is needed: gems come "
                                    + from
                                    + "; commit Gemfile.lock");
        }
        if (isRails() && !source.configuration().environment().containsKey("SECRET_KEY_BASE")) {
            reasons.add(
                    "Rails wants a SECRET_KEY_BASE when it runs (\"freehold env add SECRET_KEY_BASE\"), or its"
                            + " credentials and RAILS_MASTER_KEY");
        }
        if (isRails()) {
            RailsDatabase.of(source).ifPresent(database -> reasons.add(database.reason()));
        }
        return reasons;
    }

    @Override
    public List<String> shown() {
        var steps = new ArrayList<Step>();
        install().ifPresent(steps::add);
        steps.addAll(stepsOnGems());
        return steps.stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        programs.need("ruby", "ruby");
        if (install().isEmpty() && stepsOnGems().isEmpty()) {
            return new Ground(source.tree(), Optional.empty(), environment(Map.of()));
        }
        var key = key();
        var kept = key.isPresent() ? workshop.keptTrees().find(key.get()) : Optional.<Tree>empty();
        var gems = kept.isPresent() ? OWN_GEMS : installed(workshop);
        if (kept.isPresent()) {
            workshop.say("the gems are as before: nothing is installed");
        }
        var tree = finished(workshop, gems, kept);
        if (key.isPresent() && kept.isEmpty() && gems.equals(OWN_GEMS)) {
            var folder = tree.entries().subMap(FOLDER + "/", FOLDER + "0");
            workshop.keptTrees().keep(key.get(), new Tree(folder));
        }
        return new Ground(tree, Optional.empty(), environment(gems));
    }

    /// Kept gems are laid out only where something runs on them.
    private Tree finished(Workshop workshop, Map<String, String> gems, Optional<Tree> kept)
            throws IOException, InterruptedException {
        if (kept.isPresent()) {
            if (stepsOnGems().isEmpty()) {
                return with(kept.get());
            }
            workshop.add(kept.get());
        }
        for (var step : stepsOnGems()) {
            workshop.run(step.with(forSteps(gems)));
        }
        return workshop.collect("", path -> ServerFiles.wanted(path) && !isRubbish(path));
    }

    /// How Bundler finds them from now on.
    private Map<String, String> installed(Workshop workshop)
            throws IOException, InterruptedException {
        if (install().isEmpty()) {
            return Map.of();
        }
        if (ownLine().isEmpty()) {
            programs.need("bundle", "ruby-bundler");
        }
        try {
            workshop.run(install().get().with(forSteps(OWN_GEMS)));
            return OWN_GEMS;
        } catch (FreeholdException e) {
            if (ownLine().isPresent() || !isNotToBeHad(e)) {
                throw e;
            }
        }
        return thoseOfThisMachine(workshop);
    }

    private Map<String, String> thoseOfThisMachine(Workshop workshop)
            throws IOException, InterruptedException {
        workshop.say("they can't be had from there: trying with the gems of this machine");
        try {
            workshop.run(
                    Step.of("bundle", "install", "--local").with(forSteps(GEMS_OF_THE_MACHINE)));
        } catch (FreeholdException e) {
            throw isNotToBeHad(e) ? nowhere(e) : e;
        }
        workshop.say("the gems of this machine are used: another machine needs them as well");
        return GEMS_OF_THE_MACHINE;
    }

    private static boolean isNotToBeHad(FreeholdException e) {
        return e.code() == ErrorCode.BUILD_FAILED
                && NOT_TO_BE_HAD.matcher(String.valueOf(e.getMessage())).find();
    }

    private static FreeholdException nowhere(FreeholdException cause) {
        return new FreeholdException(
                ErrorCode.BUILD_FAILED,
                "no source gave the gems that are asked for, and this machine has not installed them either: "
                        + cause.getMessage(),
                "put them into the project, where a source can be reached: \"bundle cache\" fills vendor/cache",
                cause);
    }

    private Optional<Step> install() {
        if (ownLine().isPresent()) {
            return ownLine().map(Step::line);
        }
        if (!hasGemfile()) {
            return Optional.empty();
        }
        return Optional.of(
                hasCache()
                        ? Step.of("bundle", "install", "--local")
                        : Step.of("bundle", "install", "--retry", "1"));
    }

    private List<Step> stepsOnGems() {
        var steps = new ArrayList<Step>();
        source.configuration().build().command().map(Step::line).ifPresent(steps::add);
        if (isRails() && source.hasFolder("app/assets")) {
            steps.add(Step.of("bundle", "exec", "rails", "assets:precompile"));
        }
        return steps;
    }

    boolean isRails() {
        return source.has("config/application.rb") && asksFor("rails");
    }

    /// Rails, with a database that does not lie in the project.
    boolean migrates() {
        return isRails() && RailsDatabase.of(source).filter(RailsDatabase::isWritable).isPresent();
    }

    boolean asksFor(String gem) {
        var line =
                Pattern.compile("(?m)^\\s*gem\\s*\\(?['\"]" + gem + "['\"]|^\\s+" + gem + " \\(");
        return List.of(Ruby.GEMFILE, LOCK).stream()
                .anyMatch(file -> line.matcher(source.text(file).orElse("")).find());
    }

    private boolean hasGemfile() {
        return source.has(Ruby.GEMFILE);
    }

    private boolean hasCache() {
        return source.under("vendor/cache").keySet().stream()
                .anyMatch(path -> path.endsWith(".gem"));
    }

    private Optional<String> ownLine() {
        return source.configuration().build().install();
    }

    private static boolean isRubbish(String path) {
        return path.matches("vendor/bundle/ruby/[^/]+/cache|tmp/cache");
    }

    private Tree with(Tree gems) {
        var entries = new TreeMap<>(source.tree().entries());
        entries.putAll(gems.entries());
        return new Tree(entries);
    }

    /// What names the installed folder; empty where it depends on more than the lock file.
    private Optional<Digest> key() {
        boolean more =
                !source.has(LOCK)
                        || ownLine().isPresent()
                        || source.text(LOCK).orElse("").matches("(?s).*(^|\\n)(PATH|GIT)\\n.*");
        var text =
                source.text(Ruby.GEMFILE).orElse("")
                        + source.text(LOCK).orElse("")
                        + HostPrograms.system();
        return more
                ? Optional.empty()
                : Optional.of(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, String> forSteps(Map<String, String> gems) {
        var all = environment(gems);
        if (isRails()) {
            // Rails 7.1 and later know the first; the second is for the others, at build only.
            all.put("SECRET_KEY_BASE_DUMMY", "1");
            all.put("SECRET_KEY_BASE", "only-while-it-is-built");
        }
        return all;
    }

    private Map<String, String> environment(Map<String, String> gems) {
        var all = new TreeMap<>(gems);
        all.put("RACK_ENV", "production");
        all.put("BUNDLE_WITHOUT", "development:test");
        if (isRails()) {
            all.put("RAILS_ENV", "production");
            all.put("RAILS_LOG_TO_STDOUT", "1");
            // Nothing below the app can be written when it runs, and both default to its tmp/.
            all.put("BOOTSNAP_CACHE_DIR", "/tmp");
            all.put("PIDFILE", "/tmp/server.pid");
        }
        return all;
    }
}

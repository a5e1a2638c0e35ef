package dev.freehold.build;

import dev.freehold.build.tools.HostToolchains;
import dev.freehold.build.tools.Tools;
import dev.freehold.build.tools.VersionRange;
import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxSpec.Mount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Where one source is built: a private folder (laid out only when somebody looks into it), the tools,
/// the sandbox for commands, and the way of the result into the blobs. Used by one thread.
public final class Workshop implements AutoCloseable {
    public static final String INSIDE = "/app";

    /// Kept between the builds of a project.
    public static final String CACHE = "/cache";

    private static final int SMALL = 64 << 10;

    private final Equipment equipment;
    private final BuildRequest request;
    private final Source source;
    private final Builds.BuildLog log;
    private final Path folder;
    private final List<Runtime> runtimes = new ArrayList<>();
    private Deadline deadline;
    private final Set<Step> ran = new HashSet<>();
    private Set<Step> notAgain = Set.of();
    private boolean laidOut;
    private int steps;

    /// What every workshop of a platform shares.
    public record Equipment(BuildSettings settings, Blobs blobs, Sandbox sandbox, Tools tools) {}

    public Workshop(
            Equipment equipment,
            BuildRequest request,
            Source source,
            Builds.BuildLog log,
            String id) {
        this.equipment = equipment;
        this.request = request;
        this.source = source;
        this.log = log;
        this.folder = equipment.settings().folders().builds().resolve(id);
        this.deadline = Deadline.in(equipment.settings().limits().time());
    }

    public Source source() {
        return source;
    }

    public Blobs blobs() {
        return equipment.blobs();
    }

    public Tools tools() {
        return equipment.tools();
    }

    /// The JDKs and the like of this machine.
    public HostToolchains toolchains() {
        return new HostToolchains(equipment.settings().environment());
    }

    public ProjectName project() {
        return request.project();
    }

    public void waitIn(BuildQueue queue) throws InterruptedException {
        queue.enter(log);
        deadline = Deadline.in(equipment.settings().limits().time());
    }

    public void say(String text) {
        log.line(text);
    }

    /// Puts a runtime first on the PATH of the steps to come.
    public Runtime use(Runtime runtime) {
        runtimes.addFirst(runtime);
        return runtime;
    }

    /// Node for the steps to come; says so where it has to be fetched first.
    public Runtime node(VersionRange range) throws InterruptedException {
        return use(tools().node(range, this::say));
    }

    /// What was run until now has been done for all that is made of this source: asked for once more, it is not
    /// run again.
    public void doNothingTwice() {
        notAgain = Set.copyOf(ran);
    }

    /// Runs it to its end.
    ///
    /// @throws dev.freehold.model.FreeholdException BUILD_FAILED with its last lines, TIMED_OUT, QUOTA
    public void run(Step step) throws IOException, InterruptedException {
        if (!notAgain.contains(step)) {
            ran.add(step);
            layOut();
            run(step, mounts());
        }
    }

    /// Runs what will serve later, to its end: it sees its files as it will see them then, and writes nothing
    /// that would go along with them but into one folder.
    ///
    /// @param writable in the source's home; it is there already
    /// @throws dev.freehold.model.FreeholdException as [#run(Step)] does
    public void rehearse(Step step, String writable) throws IOException, InterruptedException {
        var mounts = new ArrayList<>(mounts());
        mounts.set(0, new Mount(workFolder().path(), INSIDE, Access.READ_ONLY));
        var folder = source.inTree(writable);
        mounts.add(new Mount(workFolder().inside(folder), INSIDE + "/" + folder, Access.WRITABLE));
        run(step, mounts);
    }

    private void run(Step step, List<Mount> mounts) throws IOException, InterruptedException {
        say("$ " + step.shown());
        new StepRun(equipment, log, deadline)
                .run(
                        step,
                        new StepRun.Surroundings(
                                folder.getFileName() + "-" + ++steps,
                                folder.resolve("steps").resolve(Integer.toString(steps)),
                                mounts,
                                workingFolder(step),
                                environment(step),
                                List.of(workFolder().path(), cache())));
    }

    /// Lays a tree of before into the folder as well.
    public void add(Tree tree) throws IOException {
        layOut();
        workFolder().layOut(tree);
    }

    /// Puts a file of ours into the folder, for steps to read. Where a link lies in its way it is refused.
    public void add(String path, byte[] content) throws IOException {
        layOut();
        workFolder().put(source.inTree(path), content);
    }

    /// What lies in a folder of the source's home now, or in the whole source, as a tree in the blobs.
    ///
    /// @param below empty for the whole, all around the home included
    public Tree collect(String below, Predicate<String> wanted)
            throws IOException, InterruptedException {
        layOut();
        return workFolder().collect(below.isEmpty() ? "" : source.inTree(below), wanted);
    }

    /// The home of the source on this machine.
    ///
    /// @throws dev.freehold.model.FreeholdException BUILD_FAILED where the build made it a link elsewhere
    public Path path() throws IOException {
        layOut();
        return workFolder().inside(source.home());
    }

    /// A small file that a step left for us, in the source's home; empty where there is none, or no plain one.
    public Optional<byte[]> small(String path) throws IOException {
        layOut();
        return workFolder().read(source.inTree(path), SMALL);
    }

    private String workingFolder(Step step) {
        var folder = step.folder().orElse(source.home());
        return folder.isEmpty() ? INSIDE : INSIDE + "/" + folder;
    }

    public Digest store(Tree tree) throws IOException {
        return store(OutputJson.write(tree));
    }

    public Digest store(byte[] content) throws IOException {
        return blobs().put(new ByteArrayInputStream(content));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
        if (java.nio.file.Files.isDirectory(cache())
                && Folders.size(cache()) > equipment.settings().limits().disk().bytes() / 2) {
            Folders.delete(cache());
        }
    }

    private void layOut() throws IOException {
        if (!laidOut) {
            var now = FileTime.from(Instant.now());
            workFolder().layOut(source.tree());
            workFolder().date(new KeptTimes(ownCache().resolve("times")).of(source.tree(), now));
            laidOut = true;
        }
    }

    private WorkFolder workFolder() {
        return new WorkFolder(folder.resolve("src"), INSIDE, blobs(), equipment.settings().user());
    }

    /// What earlier builds of this project kept.
    public KeptTrees keptTrees() {
        return new KeptTrees(ownCache().resolve("trees"), blobs());
    }

    /// Names all that a build of this source depends on.
    ///
    /// @param tools which ones it uses, with their versions
    public Digest fingerprint(String tools) {
        var text = new StringBuilder(tools).append('\n');
        new TreeMap<>(request.variables())
                .forEach((name, value) ->
                        text.append(name).append('=').append(revealed(value)).append('\n'));
        text.append(Digest.sha256(OutputJson.write(source.tree())));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The part of the cache that build commands see.
    private Path cache() {
        return ownCache().resolve("files");
    }

    private Path ownCache() {
        return equipment
                .settings()
                .folders()
                .caches()
                .resolve(request.team().value())
                .resolve(request.project().value());
    }

    private List<Mount> mounts() throws IOException {
        var home = cache().resolve("home");
        java.nio.file.Files.createDirectories(home);
        Folders.giveTo(equipment.settings().user(), cache());
        Folders.giveTo(equipment.settings().user(), home);
        var mounts = new ArrayList<Mount>();
        mounts.add(new Mount(workFolder().path(), INSIDE, Access.WRITABLE));
        mounts.add(new Mount(cache(), CACHE, Access.WRITABLE));
        for (var runtime : runtimes) {
            mounts.add(new Mount(tools().folder(runtime), insideOf(runtime), Access.READ_ONLY));
        }
        return mounts;
    }

    private Map<String, String> environment(Step step) {
        var all = new TreeMap<>(Surrounding.ofNetwork(equipment.settings().environment()));
        all.put("CI", "1");
        all.put("HOME", CACHE + "/home");
        all.put("PATH", path(runtimes));
        all.putAll(source.configuration().environment());
        request.variables().forEach((name, value) -> all.put(name, revealed(value)));
        all.putAll(step.environment());
        return all;
    }

    private static String revealed(Secret value) {
        return value.reveal();
    }

    private static String path(List<Runtime> runtimes) {
        var path = new StringBuilder();
        runtimes.forEach(runtime -> path.append(insideOf(runtime)).append("/bin:"));
        return path + "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";
    }

    private static String insideOf(Runtime runtime) {
        return "/runtimes/" + runtime.folder();
    }
}

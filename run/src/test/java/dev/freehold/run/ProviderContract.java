package dev.freehold.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.run.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every provider does, wherever it runs things. A provider's own test extends it.
public abstract class ProviderContract {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ServiceName WEB = ServiceName.WEB;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<DeploymentId> applied = new ArrayList<>();

    protected abstract Provider provider();

    /// Where the provider looks for content.
    protected abstract FolderBlobs blobs();

    @AfterEach
    void retireAll() {
        applied.forEach(id -> provider().retire(id, Duration.ZERO));
    }

    @Test
    void can_be_used_and_offers_a_place() {
        var need = new Need(ByteSize.ofMegabytes(64), Set.of(Capabilities.Capability.COMMANDS));

        var offers = provider().offers(need);

        assertThat(provider().probe().usable()).isTrue();
        assertThat(offers).isNotEmpty();
        assertThat(offers.getFirst().provider()).isEqualTo(provider().capabilities().name());
    }

    @Test
    void offers_nothing_for_a_need_beyond_its_means() {
        var need = new Need(ByteSize.ofGigabytes(1 << 20), Set.of());

        assertThat(provider().offers(need)).isEmpty();
    }

    @Test
    void says_what_it_would_do_without_doing_it() {
        var spec = App.hello().in(blobs());

        var plan = provider().plan(spec, offer());

        assertThat(plan).singleElement().asString().contains("web", "node main.js", "256 MB");
        assertThat(provider().find(spec.deployment())).isEmpty();
    }

    @Test
    void applying_twice_changes_nothing() {
        var spec = App.hello().in(blobs());

        var first = apply(spec);
        var second = apply(spec);

        assertThat(second).isEqualTo(first);
        assertThat(provider().find(spec.deployment())).contains(first);
        assertThat(provider().observe(spec.deployment())).isEmpty();
    }

    @Test
    void a_deployment_never_changes_under_its_id() {
        var app = App.hello();
        apply(app.in(blobs()));

        var other = app.variable("GREETING", "other").in(blobs());

        assertThat(failure(() -> apply(other)).kind()).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void lists_what_an_owner_has_and_nothing_of_others() {
        var id = applied(App.hello());

        assertThat(provider().list(TeamId.OWNER)).contains(id);
        assertThat(provider().list(new TeamId("strangers"))).isEmpty();
    }

    @Test
    void brings_a_service_to_any_number_of_healthy_instances() {
        var id = applied(App.hello());

        assertThat(provider().scale(id, WEB, 0)).isEmpty();
        assertThat(provider().scale(id, WEB, 2)).hasSize(2).allMatch(ProviderContract::isReady);
        assertThat(provider().scale(id, WEB, 1)).hasSize(1).allMatch(ProviderContract::isReady);
        assertThat(provider().observe(id)).hasSize(1);
        assertThat(provider().scale(id, WEB, 0)).isEmpty();
        assertThat(provider().observe(id)).isEmpty();
    }

    @Test
    void each_instance_answers_with_its_own_name_and_the_configuration() {
        var id = applied(App.hello().variable("GREETING", "good morning"));

        var both = provider().scale(id, WEB, 2);

        assertThat(both)
                .allSatisfy(one ->
                        assertThat(get(one, "/hi")).isEqualTo(one.id() + " good morning /hi"));
        assertThat(both.get(0).id()).isNotEqualTo(both.get(1).id());
    }

    @Test
    void holds_what_runs_of_a_project_still_while_something_is_done_and_then_it_goes_on() {
        var id = applied(App.hello().variable("GREETING", "hello"));
        var instance = provider().scale(id, WEB, 1).getFirst();

        provider()
                .whileStill(
                        TeamId.OWNER,
                        new ProjectName("shop"),
                        () -> assertThat(answersSoon(instance)).isFalse());

        assertThat(get(instance, "/hi")).endsWith("hello /hi");
        provider()
                .whileStill(
                        TeamId.OWNER,
                        new ProjectName("bank"),
                        () -> assertThat(answersSoon(instance)).isTrue());
    }

    @Test
    void retiring_stops_and_forgets_and_gone_is_success() {
        var id = applied(App.hello());
        var instance = provider().scale(id, WEB, 1).getFirst();

        provider().retire(id, GRACE);
        provider().retire(id, GRACE);

        assertThat(provider().find(id)).isEmpty();
        assertThat(provider().observe(id)).isEmpty();
        assertThat(answersSoon(instance)).isFalse();
    }

    @Test
    void shows_the_last_log_lines_and_then_what_came_after() {
        var id = applied(App.hello());
        var instance = provider().scale(id, WEB, 1).getFirst();
        get(instance, "/first");

        var before = logsWith(id, Optional.empty(), "asked for /first");
        get(instance, "/second");
        var after = logsWith(id, Optional.of(before.cursor()), "asked for /second");

        assertThat(texts(before)).contains("listening", "asked for /first");
        assertThat(texts(after)).containsExactly("asked for /second");
        assertThat(after.lines().getFirst().instance()).isEqualTo(instance.id());
    }

    @Test
    void runs_a_command_beside_a_service_with_its_configuration() {
        var id = applied(App.hello().variable("GREETING", "hello").file("note.txt", "a note"));
        var lines = new ArrayList<String>();
        var script = List.of("/bin/sh", "-c", "echo $GREETING; cat note.txt; exit 3");

        var end = provider().exec(id, WEB, script, lines::add, LIMIT);

        assertThat(end).isEqualTo(new Provider.Finished(3, false, false));
        assertThat(lines).containsExactly("hello", "a note");
        assertThat(provider().observe(id)).isEmpty();
    }

    @Test
    void a_command_that_never_ends_is_ended_at_its_limit() {
        var id = applied(App.hello());
        var lines = new ArrayList<String>();
        var script = List.of("/bin/sh", "-c", "echo started; exec sleep 1000");

        var end = provider().exec(id, WEB, script, lines::add, Duration.ofMillis(300));

        assertThat(end.timedOut()).isTrue();
        assertThat(lines).startsWith("started");
    }

    @Test
    void runs_a_release_step_to_its_end() {
        var lines = new ArrayList<String>();
        var id = applied(App.release("console.log('migrated'); process.exitCode = 7"));

        var end = provider().runToEnd(id, WEB, lines::add, LIMIT);

        assertThat(end.exitCode()).isEqualTo(7);
        assertThat(lines).containsExactly("migrated");
    }

    @Test
    void counts_what_a_deployment_uses() {
        var id = applied(App.hello());
        provider().scale(id, WEB, 1);

        var usage = provider().usage(id);

        assertThat(usage.instances()).isOne();
        assertThat(usage.memory()).isGreaterThan(ByteSize.ofMegabytes(1));
    }

    @Test
    void what_was_never_applied_is_not_found() {
        var nobody = new DeploymentId("nobody");

        assertThat(provider().find(nobody)).isEmpty();
        assertThat(failure(() -> provider().scale(nobody, WEB, 1)).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void an_app_that_dies_is_the_apps_own_fault_and_its_words_are_shown() {
        var id = applied(App.server("console.log('no database'); process.exit(4)"));

        var failure = failure(() -> provider().scale(id, WEB, 1));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.scope()).isEqualTo(ProviderException.Scope.REQUEST);
        assertThat(failure).hasMessageContaining("exited with status 4");
        assertThat(failure).hasMessageContaining("no database");
        assertThat(provider().observe(id)).isEmpty();
    }

    protected DeploymentId applied(App app) {
        var spec = app.in(blobs());
        apply(spec);
        return spec.deployment();
    }

    protected Provider.Handle apply(RunSpec spec) {
        applied.add(spec.deployment());
        return provider().apply(spec, offer());
    }

    protected static ProviderException failure(Runnable work) {
        return catchThrowableOfType(ProviderException.class, work::run);
    }

    protected static String get(Instance instance, String path) {
        var address = instance.address();
        var host = address.getAddress().getHostAddress() + ":" + address.getPort();
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + host + path)).build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer from " + instance, e);
        }
    }

    private static boolean answersSoon(Instance instance) {
        var address = instance.address();
        var uri =
                "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        var request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofMillis(500)).build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    private Offer offer() {
        return provider().offers(new Need(ByteSize.ofMegabytes(1), Set.of())).getFirst();
    }

    private LogPage logsWith(DeploymentId id, Optional<String> after, String text) {
        return org.awaitility.Awaitility.await()
                .until(
                        () -> provider().logs(id, new LogQuery(LogFilter.ALL, 10, after)),
                        page -> texts(page).contains(text));
    }

    private static List<String> texts(LogPage page) {
        return page.lines().stream().map(LogPage.Line::text).toList();
    }

    private static boolean isReady(Instance instance) {
        return instance.state() instanceof InstanceState.Ready;
    }
}

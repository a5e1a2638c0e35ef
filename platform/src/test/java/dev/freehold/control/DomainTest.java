package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.deploy.Policy;
import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.HostName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.store.Caller;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DomainTest {
    private static final String HERE = "203.0.113.7";
    private static final String ELSEWHERE = "198.51.100.1";

    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
        platform.client.deploy("shop", Map.of("index.html", "shop"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a_domain_is_claimed_with_what_to_set_and_is_not_served() {
        var report = add("shop.example.com");

        assertThat(report.has("proved")).isFalse();
        assertThat(line(report, "A").at("/value").asString()).isEqualTo(HERE);
        assertThat(line(report, "A").at("/told").asString()).isEqualTo("is not set");
        assertThat(line(report, "TXT").at("/name").asString())
                .isEqualTo("_freehold.shop.example.com");
        assertThat(line(report, "TXT").at("/value").asString()).startsWith("freehold=");
        assertThat(answers("shop.example.com")).isEmpty();
    }

    @Test
    void a_domain_that_leads_here_is_served_at_once_and_follows_production() {
        platform.dns.set(RecordType.A, "shop.example.com", HERE);

        var report = add("shop.example.com");

        assertThat(report.at("/proof").asString()).isEqualTo("address");
        assertThat(report.at("/sentence").asString())
                .isEqualTo("anna added the domain shop.example.com to \"shop\", which leads here");
        assertThat(answers("shop.example.com")).contains("shop.localhost");
    }

    @Test
    void a_domain_that_leads_elsewhere_is_served_once_its_record_proves_it() {
        platform.dns.set(RecordType.A, "shop.example.com", ELSEWHERE);
        var report = add("shop.example.com");
        assertThat(line(report, "A").at("/told").asString())
                .isEqualTo("leads elsewhere: expected " + HERE);
        assertThat(verify("shop.example.com").has("proved")).isFalse();

        setProof("shop.example.com", token(report));

        assertThat(verify("shop.example.com").at("/proof").asString()).isEqualTo("record");
        assertThat(answers("shop.example.com")).contains("shop.localhost");
    }

    @Test
    void a_name_of_which_some_visitors_go_elsewhere_does_not_lead_here() {
        platform.dns.set(RecordType.A, "shop.example.com", HERE, ELSEWHERE);

        assertThat(add("shop.example.com").has("proved")).isFalse();
    }

    @Test
    void nothing_is_proved_while_nobody_can_be_asked() {
        platform.dns.set(RecordType.A, "shop.example.com", HERE);
        platform.dns.fail();

        var report = add("shop.example.com");

        assertThat(report.has("proved")).isFalse();
        assertThat(line(report, "A").at("/told").asString())
                .isEqualTo("could not be asked for: 127.0.0.53 says: SERVFAIL");
    }

    @Test
    void a_wildcard_needs_its_record_and_answers_every_name_below() {
        platform.dns.set(RecordType.A, "freehold-check.shop.example.com", HERE);
        var report = add("*.shop.example.com");
        assertThat(report.has("proved")).isFalse();
        assertThat(report.at("/leadsHere").asBoolean()).isTrue();

        setProof("shop.example.com", token(report));
        verify("*.shop.example.com");

        assertThat(answers("a.shop.example.com")).contains("shop.localhost");
        assertThat(answers("shop.example.com")).isEmpty();
    }

    @Test
    void a_domain_moves_between_projects_in_one_change_and_back_by_an_undo() {
        platform.client.deploy("bank", Map.of("index.html", "bank"));
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");

        var moved =
                platform.client.post("/domains/www.example.com/move", Map.of("project", "bank"));

        assertThat(moved.json().at("/sentence").asString())
                .isEqualTo("anna moved the domain www.example.com from \"shop\" to \"bank\"");
        assertThat(answers("www.example.com")).contains("bank.localhost");
        assertThat(platform.client.post("/projects/bank/undo", Map.of()).status()).isEqualTo(200);
        assertThat(answers("www.example.com")).contains("shop.localhost");
    }

    @Test
    void what_was_removed_is_served_again_after_an_undo() {
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");

        platform.client.delete("/domains/www.example.com");
        assertThat(answers("www.example.com")).isEmpty();
        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(answers("www.example.com")).contains("shop.localhost");
    }

    @Test
    void an_undo_is_refused_where_the_domain_is_another_projects_since() {
        platform.client.deploy("bank", Map.of("index.html", "bank"));
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");
        platform.client.post("/domains/www.example.com/move", Map.of("project", "bank"));

        var undo = platform.client.post("/projects/shop/undo", Map.of());

        assertThat(undo.status()).isEqualTo(409);
        assertThat(answers("www.example.com")).contains("bank.localhost");
    }

    @Test
    void domains_are_served_again_after_a_start() {
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");
        platform.close();

        platform = LivePlatform.on(folder);

        assertThat(answers("www.example.com")).contains("shop.localhost");
    }

    @Test
    void another_teams_record_beats_a_claim_and_an_address_but_no_record() {
        var other = otherTeam();
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");
        var theirs = addFor(other, "www.example.com");
        assertThat(theirs.status()).as(theirs.text()).isEqualTo(409);

        setProof("www.example.com", tokenFor(other, "www.example.com"));
        assertThat(addFor(other, "www.example.com").json().at("/proof").asString())
                .isEqualTo("record");

        assertThat(answers("www.example.com")).contains("theirs.localhost");
        assertThat(domain("www.example.com").has("proved")).isFalse();
        assertThat(verify("www.example.com").has("proved")).isFalse();
        assertThat(answers("www.example.com")).contains("theirs.localhost");
    }

    @Test
    void other_teams_domains_are_neither_seen_nor_moved_nor_removed() {
        var other = otherTeam();
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");

        assertThat(other.get("/domains").json().at("/domains")).isEmpty();
        assertThat(other.get("/domains/www.example.com").status()).isEqualTo(404);
        assertThat(other.delete("/domains/www.example.com").status()).isEqualTo(404);
        assertThat(other.post("/domains/www.example.com/verify", Map.of()).status()).isEqualTo(404);
        assertThat(
                        other.post("/domains/www.example.com/move", Map.of("project", "theirs"))
                                .status())
                .isEqualTo(404);
        assertThat(platform.client.get("/domains").json().at("/domains")).hasSize(1);
    }

    @Test
    void redirects_and_strict_transport_are_told_to_the_edge_and_go_in_no_circle() {
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        platform.dns.set(RecordType.A, "example.com", HERE);
        add("example.com");

        put("www.example.com", Map.of("redirectTo", "example.com", "hsts", 86_400));

        var rules =
                platform.nodes.snapshot().rulesOf(new HostName("www.example.com")).orElseThrow();
        assertThat(rules.redirectTo()).contains(new HostName("example.com"));
        assertThat(rules.hsts().orElseThrow().toDays()).isEqualTo(1);
        var circle = tryPut("example.com", Map.of("redirectTo", "www.example.com"));
        assertThat(circle.status()).isEqualTo(422);
    }

    @Test
    void a_name_pinned_by_hand_goes_before_the_wildcard_that_proved_it() {
        var report = add("*.example.com");
        setProof("example.com", token(report));
        verify("*.example.com");
        var preview =
                platform.client
                        .deployTo("shop", "preview", Map.of("index.html", "beta"))
                        .at("/deployment/id")
                        .asString();

        platform.client.put(
                "/projects/shop/aliases/beta.example.com", Map.of("deployment", preview));

        assertThat(platform.nodes.site("beta.example.com").orElseThrow().deployment().value())
                .isEqualTo(preview);
    }

    @Test
    void where_others_come_a_name_is_pointed_somewhere_only_by_who_proved_it() {
        platform.close();
        platform = LivePlatform.on(folder, Policy.DEFAULT.with(Policy.Unproved.REFUSED));

        var refused = pointByHand("www.example.com");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/advice").asString())
                .isEqualTo("prove it: freehold domain add www.example.com");
        assertThat(pointByHand("shop--beta.localhost").status()).isEqualTo(200);

        platform.dns.set(RecordType.A, "www.example.com", HERE);
        add("www.example.com");
        assertThat(pointByHand("www.example.com").status()).isEqualTo(200);
    }

    @Test
    void a_name_that_another_team_has_proved_is_never_pointed_elsewhere() {
        var other = otherTeam();
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        addFor(other, "www.example.com");

        assertThat(pointByHand("www.example.com").status()).isEqualTo(403);
    }

    @Test
    void a_name_below_another_teams_wildcard_needs_its_own_record() {
        var other = otherTeam();
        setProof("example.com", token(add("*.example.com")));
        verify("*.example.com");
        platform.dns.set(RecordType.A, "shop.example.com", HERE);

        assertThat(addFor(other, "shop.example.com").status()).isEqualTo(409);
        setProof("shop.example.com", tokenFor(other, "shop.example.com"));
        assertThat(addFor(other, "shop.example.com").json().at("/proof").asString())
                .isEqualTo("record");
    }

    @Test
    void an_undo_brings_no_name_back_that_another_team_has_proved_since() {
        var other = otherTeam();
        pointByHand("www.example.com");
        platform.client.delete("/projects/shop/aliases/www.example.com");
        platform.dns.set(RecordType.A, "www.example.com", HERE);
        addFor(other, "www.example.com");

        var undone = platform.client.post("/projects/shop/undo", Map.of());

        assertThat(undone.status()).as(undone.text()).isEqualTo(409);
        assertThat(answers("www.example.com")).contains("theirs.localhost");
    }

    private Client.Answer pointByHand(String host) {
        return platform.client.put(
                "/projects/shop/aliases/" + host, Map.of("follows", "production"));
    }

    @Test
    void names_of_the_platform_and_names_that_nobody_owns_are_refused() {
        assertThat(tryPut("other.localhost", Map.of()).status()).isEqualTo(422);
        assertThat(tryPut("intranet", Map.of()).status()).isEqualTo(422);
    }

    private Client otherTeam() {
        var team = new TeamId("other");
        platform.plane
                .access()
                .add(new Secret("fh_other"), new Caller(team, "olga"), Optional.empty());
        var other = platform.client.as("fh_other");
        other.upload("theirs");
        other.post(
                "/projects/theirs/deployments",
                Client.body("production", Map.of("index.html", "theirs")));
        return other;
    }

    private static Client.Answer addFor(Client client, String name) {
        return client.put("/projects/theirs/domains/" + name, Map.of());
    }

    private String tokenFor(Client client, String name) {
        platform.dns.clear(RecordType.A, name);
        var report = addFor(client, name).json();
        return token(report);
    }

    private JsonNode add(String name) {
        return put(name, Map.of());
    }

    private JsonNode put(String name, Map<String, Object> options) {
        var answer = tryPut(name, options);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Client.Answer tryPut(String name, Map<String, Object> options) {
        return platform.client.put("/projects/shop/domains/" + name, options);
    }

    private JsonNode verify(String name) {
        return platform.client.post("/domains/" + name + "/verify", Map.of()).json();
    }

    private JsonNode domain(String name) {
        return platform.client.get("/domains/" + name).json();
    }

    private void setProof(String domain, String token) {
        platform.dns.set(RecordType.TXT, "_freehold." + domain, token);
    }

    private static String token(JsonNode report) {
        return line(report, "TXT").at("/value").asString();
    }

    private static JsonNode line(JsonNode report, String type) {
        return report.at("/records")
                .valueStream()
                .filter(line -> line.at("/type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /// The name whose site a visitor gets, where one answers.
    private Optional<String> answers(String host) {
        return platform.nodes
                .snapshot()
                .standIn(new HostName(host))
                .filter(name -> platform.nodes.site(name.value()).isPresent())
                .map(HostName::value);
    }
}

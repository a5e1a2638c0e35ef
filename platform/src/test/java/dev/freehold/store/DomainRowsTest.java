package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store remembers of domains.
@ParameterizedClass
@EnumSource
final class DomainRowsTest extends EachStore {
    private static final NamePattern NAME = new NamePattern("*.shop.example.com");
    private static final ProjectName THEIRS = new ProjectName("theirs");

    @Test
    void a_domain_is_remembered_as_it_is_and_its_team_alone_finds_it() {
        addShop();
        put(proved(TeamId.OWNER, SHOP));

        assertThat(find(TeamId.OWNER)).contains(proved(TeamId.OWNER, SHOP));
        assertThat(find(OTHER)).isEmpty();
        assertThat(database.readAll(AllTables::domains)).hasSize(1);
        assertThat(hasProved(TeamId.OWNER, "a.shop.example.com")).isTrue();
        assertThat(hasProved(TeamId.OWNER, "shop.example.com")).isFalse();
        assertThat(hasProved(OTHER, "a.shop.example.com")).isFalse();
    }

    @Test
    void two_teams_claim_a_name_and_one_of_them_has_proved_it() {
        addShop();
        database.write(OTHER, tables -> add(tables, THEIRS));
        put(proved(TeamId.OWNER, SHOP));
        put(proved(OTHER, THEIRS).with(Optional.empty()));

        assertThat(provedByAnother(OTHER)).contains(Domain.Proof.Kind.RECORD);
        assertThat(provedByAnother(TeamId.OWNER)).isEmpty();
        assertThatThrownBy(() -> put(proved(OTHER, THEIRS))).isInstanceOf(RuntimeException.class);

        database.write(OTHER, tables -> tables.domains().takeFromOthers(NAME));
        put(proved(OTHER, THEIRS));

        assertThat(find(TeamId.OWNER).orElseThrow().proof()).isEmpty();
        assertThat(provedByAnother(TeamId.OWNER)).contains(Domain.Proof.Kind.RECORD);
    }

    @Test
    void a_domain_and_its_certificate_are_copied_and_go_with_their_project() {
        addShop();
        put(proved(TeamId.OWNER, SHOP));
        database.write(TeamId.OWNER, tables -> certify(tables));
        database.copyTo(folder.resolve("copy.db"));
        database.close();
        engine = Engine.chosen(freshServer(), folder.resolve("second.db"));
        database = Database.open(engine);

        database.fillFrom(folder.resolve("copy.db"));

        assertThat(find(TeamId.OWNER)).contains(proved(TeamId.OWNER, SHOP));
        assertThat(certificate()).isPresent();
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.projects().remove(SHOP);
                    return SHOP;
                });
        assertThat(find(TeamId.OWNER)).isEmpty();
        assertThat(certificate()).isEmpty();
    }

    private Optional<Certificates.Row> certificate() {
        return database.read(TeamId.OWNER, tables -> tables.certificates().find(NAME));
    }

    private static NamePattern certify(Tables tables) {
        tables.certificates()
                .put(
                        new Certificates.Row(
                                NAME,
                                tables.team(),
                                dev.freehold.model.Digest.sha256(new byte[1]),
                                "chain",
                                "sealed",
                                Instant.EPOCH,
                                Instant.EPOCH.plusSeconds(90)));
        return NAME;
    }

    private void put(Domain domain) {
        database.write(
                domain.team(),
                tables -> {
                    tables.domains().put(domain);
                    return domain;
                });
    }

    private Optional<Domain> find(TeamId team) {
        return database.read(team, tables -> tables.domains().find(NAME));
    }

    private boolean hasProved(TeamId team, String host) {
        return database.read(team, tables -> tables.domains().hasProved(new HostName(host)));
    }

    private Optional<Domain.Proof.Kind> provedByAnother(TeamId team) {
        return database.read(team, tables -> tables.domains().provedByAnother(NAME));
    }

    private static Domain proved(TeamId team, ProjectName project) {
        return new Domain(
                NAME,
                team,
                project,
                new Domain.Options(
                        Optional.of(new HostName("shop.example.com")),
                        Plain.ANSWERED,
                        Optional.of(Duration.ofDays(365)),
                        Optional.of("cloudflare")),
                Instant.EPOCH,
                Optional.of(
                        new Domain.Proof(Domain.Proof.Kind.RECORD, Instant.EPOCH.plusMillis(1))));
    }
}

package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Scale;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.store.Configuration.Variable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store promises, whatever keeps it.
@ParameterizedClass
@EnumSource
final class StoreTest extends EachStore {

    @Test
    void a_transaction_that_fails_leaves_nothing() {
        assertThatThrownBy(() ->
                        database.write(
                                TeamId.OWNER,
                                tables -> {
                                    tables.projects().add(SHOP, Instant.EPOCH);
                                    throw new FreeholdException(
                                            dev.freehold.model.ErrorCode.CONFLICT, "no", "");
                                }))
                .hasMessage("no");

        assertThat(find(TeamId.OWNER)).isEmpty();
    }

    @Test
    void another_teams_rows_are_not_found_and_its_names_are_taken() {
        addShop();

        assertThat(find(OTHER)).isEmpty();
        assertThat(find(TeamId.OWNER)).isPresent();
        assertThatThrownBy(() -> database.write(OTHER, tables -> add(tables, SHOP)))
                .hasMessageContaining("is taken");
    }

    @Test
    void variables_are_had_as_they_were_at_a_revision() {
        addShop();
        long red = set("COLOUR", "red");
        long blue = set("COLOUR", "blue");

        assertThat(at(red)).isEqualTo("red");
        assertThat(at(blue)).isEqualTo("blue");
    }

    @Test
    void a_ciphertext_that_was_moved_elsewhere_is_not_read_there() {
        var vault = Vault.open(folder.resolve("key"));
        var ciphertext = vault.encrypt(new Secret("red"), "owner/shop/production/COLOUR");

        assertThat(vault.decrypt(ciphertext, "owner/shop/production/COLOUR").reveal())
                .isEqualTo("red");
        assertThatThrownBy(() -> vault.decrypt(ciphertext, "owner/bank/production/COLOUR"))
                .isInstanceOf(FreeholdException.class);
    }

    @Test
    void sizes_are_told_for_a_teams_own_content_only_however_many_are_asked_for() {
        var digests =
                java.util.stream.IntStream.range(0, 1_234)
                        .mapToObj(i ->
                                Digest.sha256(
                                        ("file " + i)
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .toList();
        database.write(
                TeamId.OWNER,
                tables -> {
                    digests.forEach(digest -> tables.blobs().add(digest, 7));
                    return digests;
                });

        assertThat(sizes(TeamId.OWNER, digests)).hasSize(1_234).containsValue(7L);
        assertThat(sizes(OTHER, digests)).isEmpty();
        assertThat(sizes(TeamId.OWNER, List.of())).isEmpty();
    }

    @Test
    void what_was_noted_is_there_after_the_platform_opens_again() {
        database.note(TeamId.OWNER, tables -> add(tables, SHOP));
        database.close();

        database = Database.open(engine);

        assertThat(find(TeamId.OWNER)).isPresent();
    }

    @Test
    void a_restored_database_is_newer_than_all_before_it() {
        var before = database.readAll(AllTables::revision);

        database.writeAll(all -> {
            all.raiseEpoch();
            return all;
        });

        var after = database.readAll(AllTables::revision);
        assertThat(after.isNewerThan(before)).isTrue();
    }

    @Test
    void all_of_it_is_copied_into_a_file_and_taken_in_from_one() {
        addShop();
        set("COLOUR", "red");
        database.copyTo(folder.resolve("copy.db"));
        database.close();

        engine = Engine.chosen(freshServer(), folder.resolve("second.db"));
        database = Database.open(engine);
        database.fillFrom(folder.resolve("copy.db"));

        assertThat(find(TeamId.OWNER)).isPresent();
        assertThat(at(1)).isEqualTo("red");
        assertThatThrownBy(() -> database.fillFrom(folder.resolve("copy.db")))
                .hasMessageContaining("holds a platform already");
    }

    @Test
    void how_many_instances_is_said_of_one_teams_environment_and_can_be_taken_back() {
        addShop();
        scale(Optional.of(new Scale(2, 4, Optional.empty())));
        assertThat(scales(TeamId.OWNER, PRODUCTION))
                .containsValue(new Scale(2, 4, Optional.empty()));
        scale(Optional.of(new Scale(1, 3, Optional.of(50))));

        assertThat(scales(TeamId.OWNER, PRODUCTION))
                .containsExactly(Map.entry(ServiceName.WEB, new Scale(1, 3, Optional.of(50))));
        assertThat(scales(TeamId.OWNER, new EnvironmentName("preview"))).isEmpty();
        assertThat(scales(new TeamId("strangers"), PRODUCTION)).isEmpty();
        scale(Optional.empty());
        assertThat(scales(TeamId.OWNER, PRODUCTION)).isEmpty();
    }

    private void scale(Optional<Scale> scale) {
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.scales().put(SHOP, PRODUCTION, ServiceName.WEB, scale);
                    return scale;
                });
    }

    private Map<ServiceName, Scale> scales(TeamId team, EnvironmentName environment) {
        return database.read(team, tables -> tables.scales().of(SHOP, environment));
    }

    private Optional<Project> find(TeamId team) {
        return database.read(team, tables -> tables.projects().find(SHOP));
    }

    private Map<Digest, Long> sizes(TeamId team, List<Digest> digests) {
        return database.read(team, tables -> tables.blobs().sizes(digests));
    }

    private long set(String name, String value) {
        return database.write(
                TeamId.OWNER,
                tables ->
                        configuration.set(
                                tables, new Variable(SHOP, PRODUCTION, name), new Secret(value)));
    }

    private String at(long revision) {
        return database.read(
                TeamId.OWNER,
                tables ->
                        configuration
                                .at(tables, SHOP, PRODUCTION, revision)
                                .get("COLOUR")
                                .reveal());
    }
}

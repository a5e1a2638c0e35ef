package dev.freehold.store;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/// A test that runs on every store, whatever keeps it, with a fresh one each time.
abstract class EachStore {
    static final TeamId OTHER = new TeamId("other");
    static final ProjectName SHOP = new ProjectName("shop");
    static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;

    enum Kept {
        IN_A_FILE,
        AT_A_SERVER
    }

    @Parameter Kept kept;
    @TempDir Path folder;
    Engine engine;
    Database database;
    Configuration configuration;

    @BeforeEach
    void open() {
        engine =
                switch (kept) {
                    case IN_A_FILE -> Engine.chosen("", folder.resolve("freehold.db"));
                    case AT_A_SERVER ->
                            Engine.chosen(PostgresServer.freshDatabase(), folder.resolve("no.db"));
                };
        database = Database.open(engine);
        configuration = new Configuration(Vault.open(folder.resolve("key")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    String freshServer() {
        return kept == Kept.AT_A_SERVER ? PostgresServer.freshDatabase() : "";
    }

    void addShop() {
        database.write(TeamId.OWNER, tables -> add(tables, SHOP));
    }

    static ProjectName add(Tables tables, ProjectName name) {
        tables.projects().add(name, Instant.EPOCH);
        return name;
    }
}

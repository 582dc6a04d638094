package dev.safelight.persistence.caller;

import dev.safelight.application.caller.Handovers;
import dev.safelight.application.caller.HandoversContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresHandoversTest extends HandoversContract {

    private static TestDatabase postgres;
    private static Database away;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        away = Unreachable.database();
    }

    @AfterAll
    static void close() {
        away.close();
        postgres.close();
    }

    @Override
    protected Handovers fresh() {
        postgres.clear();
        return elsewhere();
    }

    @Override
    protected Handovers elsewhere() {
        return new PostgresHandovers(postgres.database());
    }

    @Override
    protected Handovers unreachable() {
        return new PostgresHandovers(away);
    }
}

package dev.safelight.persistence.caller;

import dev.safelight.application.caller.ApiKeys;
import dev.safelight.application.caller.ApiKeysContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresApiKeysTest extends ApiKeysContract {

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
    protected ApiKeys fresh() {
        postgres.clear();
        return elsewhere();
    }

    @Override
    protected ApiKeys elsewhere() {
        return new PostgresApiKeys(postgres.database());
    }

    @Override
    protected ApiKeys unreachable() {
        return new PostgresApiKeys(away);
    }
}

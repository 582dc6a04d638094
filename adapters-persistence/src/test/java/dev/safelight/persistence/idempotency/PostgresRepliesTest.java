package dev.safelight.persistence.idempotency;

import dev.safelight.application.idempotency.Replies;
import dev.safelight.application.idempotency.RepliesContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRepliesTest extends RepliesContract {

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
    protected Replies fresh() {
        postgres.clear();
        return new PostgresReplies(postgres.database(), clock);
    }

    @Override
    protected Replies unreachable() {
        return new PostgresReplies(away, clock);
    }
}

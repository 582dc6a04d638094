package dev.safelight.persistence.secret;

import dev.safelight.application.secret.Secrets;
import dev.safelight.application.secret.SecretsContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresSecretsTest extends SecretsContract {

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
    protected Secrets fresh() {
        postgres.clear();
        return elsewhere();
    }

    @Override
    protected Secrets elsewhere() {
        return new PostgresSecrets(postgres.database(), new SecureRandom());
    }

    @Override
    protected Secrets unreachable() {
        return new PostgresSecrets(away, new SecureRandom());
    }
}

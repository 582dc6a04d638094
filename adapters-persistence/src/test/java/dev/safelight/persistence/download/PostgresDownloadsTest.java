package dev.safelight.persistence.download;

import dev.safelight.application.download.DownloadsContract;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.event.PostgresEventLog;
import dev.safelight.persistence.job.PostgresJobQueue;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresDownloadsTest extends DownloadsContract {

    private static TestDatabase postgres;
    private static Notifications notifications;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        notifications = Notifications.start(postgres.database());
    }

    @AfterAll
    static void close() {
        notifications.close();
        postgres.close();
    }

    @Override
    protected World fresh() {
        postgres.clear();
        return new World(
                new PostgresDownloads(postgres.database(), notifications, new SecureRandom()),
                new PostgresDownloadQueries(postgres.database()),
                new PostgresEventLog(postgres.database()),
                new PostgresJobQueue(postgres.database(), clock, notifications));
    }
}

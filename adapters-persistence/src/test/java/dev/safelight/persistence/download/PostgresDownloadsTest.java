package dev.safelight.persistence.download;

import dev.safelight.application.download.DownloadsContract;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
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
    protected void bring(OwnerId owner, ImageId image) {
        postgres.execute("""
                INSERT INTO owner (id) VALUES ('%1$s') ON CONFLICT DO NOTHING;
                INSERT INTO photo_set (owner, name) VALUES ('%1$s', 'default') ON CONFLICT DO NOTHING;
                INSERT INTO image (id, owner, set_name, filename, content_type, promised_format, promised_size,
                                   created_at, deadline, status, version, chapter, since, due_at)
                VALUES ('%2$s', '%1$s', 'default', 'a.jpg', 'image/jpeg', 'JPEG', 1, now(), now(),
                        'AWAITING_UPLOAD', 1, 1, now(), now())
                """.formatted(owner, image));
    }

    @Override
    protected void remove(ImageId image) {
        postgres.execute("DELETE FROM image WHERE id = '" + image + "'");
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

package dev.safelight.telemetry.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.download.Downloads.Added;
import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.SentryReceiver;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportedDownloadsTest {

    private final TestClock clock = new TestClock();
    private final Random random = new Random(1);

    private void fail(Downloads downloads, Failure failure) {
        Order order = new Order(
                DownloadId.at(clock.instant(), random),
                new OwnerId("anna"),
                List.of(new Wanted.FileNumber(10_000 + random.nextInt(1000))),
                Picture.NORMALIZED,
                clock.instant());
        Added added = downloads.add(order, new Downloads.Limits(10, 10), clock.instant());
        Lease lease = new Lease(new UUID(0, 1), "worker", clock.instant().plusSeconds(20));
        var taking = ((Added.New) added).download().taken(lease, clock.instant());
        assertThat(downloads.apply(taking)).isEqualTo(Downloads.Outcome.APPLIED);
        var failing = ((Download.Processing) taking.after()).failed(failure, List.of(), clock.instant());
        assertThat(downloads.apply(failing)).isEqualTo(Downloads.Outcome.APPLIED);
    }

    @Test
    void a_download_that_failed_on_us_is_told_and_one_with_nothing_to_deliver_is_not() throws Exception {
        try (SentryReceiver sentry = SentryReceiver.start()) {
            Availability database = new Availability("the database");
            try (Errors errors = new Errors(new ErrorSettings(sentry.dsn(), "test", "safelight@1"), clock)) {
                Downloads downloads = new ReportedDownloads(
                        new MemoryDownloads(
                                database,
                                new MemoryJobQueue(clock, database),
                                new MemoryBell(),
                                new MemoryEventLog(database),
                                id -> true),
                        errors);
                fail(downloads, new Failure(Failure.Code.NOTHING_TO_DELIVER, Optional.empty(), "nothing"));
                fail(downloads, new Failure(Failure.Code.ERROR, Optional.of("inc_1"), "Outage: anna.jpg"));
            }
            assertThat(sentry.events()).hasSize(1);
            assertThat(sentry.events().getFirst())
                    .contains("\"code\":\"DOWNLOAD_ERROR\"", "\"incident\":\"inc_1\"")
                    .doesNotContain("anna");
        }
    }
}

package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images;
import dev.safelight.application.job.Job;
import dev.safelight.application.operation.ImageFilter;
import dev.safelight.application.operation.Receivers;
import dev.safelight.application.operation.Search;
import dev.safelight.application.operation.Troubles;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.persistence.image.PostgresBacklog;
import dev.safelight.persistence.image.PostgresDiscards;
import dev.safelight.persistence.image.PostgresImageQueries;
import dev.safelight.persistence.image.PostgresImages;
import dev.safelight.persistence.job.PostgresJobQueue;
import dev.safelight.persistence.operation.PostgresBulkReplays;
import dev.safelight.persistence.operation.PostgresReceivers;
import dev.safelight.persistence.operation.PostgresSearch;
import dev.safelight.persistence.operation.PostgresTroubles;
import dev.safelight.persistence.webhook.PostgresDeliveries;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * That nothing grows with the number of images: among 20,000 of them, and with {@code -Dsafelight.long=true} among a
 * million, each statement finds its few by an index. Told by the server's own counters about the statements themselves, not
 * about copies of them.
 */
class IndexUseTest {

    private static final int IMAGES = Boolean.getBoolean("safelight.long") ? 1_000_000 : 20_000;
    private static final int IMAGES_PER_OWNER = 40;
    private static final int OWNERS = IMAGES / IMAGES_PER_OWNER;

    private static final OwnerId OWNER = new OwnerId("owner-6");
    private static final UUID FAILING = new UUID(0, 10);
    private static final ImageId IMAGE = new ImageId(new UUID(0, 6));

    private static TestDatabase postgres;
    private static Database database;
    private static Notifications notifications;
    private PostgresImageQueries queries;

    /** One connection only, so that we can tell the server to publish what it counted there. */
    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        DatabaseConfig config = postgres.config();
        database = Database.open(DatabaseConfig.of(config.url(), config.user(), config.password(), 1));
        notifications = Notifications.start(postgres.database());
        postgres.execute(
                "INSERT INTO owner SELECT 'owner-' || i FROM generate_series(0, %d) AS i".formatted(OWNERS - 1));
        postgres.execute("INSERT INTO photo_set SELECT id, 'default', 40, 40, 40 FROM owner");
        fillImages();
        postgres.execute("""
                INSERT INTO event (sequence, id, type, owner, subject, image, time, trace_id,
                                   from_status, to_status, chapter, attempt, why)
                SELECT file_id - 9999, gen_random_uuid(), 'image.verifying', owner, id::text, id, now(), 't',
                       'AWAITING_UPLOAD', 'VERIFYING', 1, 0, 'said so'
                FROM image
                """);
        postgres.execute("""
                INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn)
                SELECT 'job-' || i, CASE WHEN i % 2 = 0 THEN 'VERIFY' ELSE 'JUDGE' END, gen_random_uuid(),
                       'owner-' || i % 500, now(), now() + i * interval '1 s', i % 3 = 0, now() + i * interval '1 s'
                FROM generate_series(1, 20000) AS i
                """);
        postgres.execute("INSERT INTO discard SELECT id, now() + file_id * interval '1 s' FROM image");
        fillDeliveries();
        postgres.execute("ANALYZE");
    }

    @AfterAll
    static void close() {
        notifications.close();
        database.close();
        postgres.close();
    }

    /** One in ten is on its way, some of those due; the others came to their end. Two webhooks have failed at thousands. */
    private static void fillDeliveries() {
        postgres.execute("""
                INSERT INTO webhook (id, owner, url, secret, types, begins_after, caught_up, created_at)
                SELECT lpad(to_hex(i), 32, '0')::uuid, 'owner-' || i, 'https://app.example.org/',
                       decode(repeat('ab', 32), 'hex'), '{}', 0, true, now()
                FROM generate_series(0, 99) AS i
                """);
        postgres.execute("""
                INSERT INTO delivery (webhook, event, event_sequence, type, body, status, due_at, created_at, finished_at)
                SELECT lpad(to_hex(i % 100), 32, '0')::uuid, gen_random_uuid(), i, 'set.ready', '{}',
                       CASE WHEN pending THEN 'PENDING' ELSE 'DELIVERED' END,
                       CASE WHEN pending THEN now() + (i - 1000) * interval '1 s' END, now(),
                       CASE WHEN NOT pending THEN now() + i * interval '1 s' END
                FROM (SELECT i, i / 100 % 10 = 0 AS pending FROM generate_series(1, 20000) AS i) AS numbered
                """);
        postgres.execute("""
                INSERT INTO delivery (webhook, event, event_sequence, type, body, status, created_at, finished_at)
                SELECT lpad(to_hex(i % 2 * 50 + 10), 32, '0')::uuid, gen_random_uuid(), 20000 + i, 'set.ready', '{}',
                       'FAILED', now(), now() + i * interval '1 s'
                FROM generate_series(1, 10000) AS i
                """);
    }

    /** Three in four are judged, as in a system that has been running for a while. */
    private static void fillImages() {
        postgres.execute("""
                INSERT INTO image (id, owner, set_name, filename, content_type, promised_format, promised_size,
                                   created_at, deadline, version, chapter, since, status, due_at,
                                   object_key, object_size, object_etag,
                                   evidence, verdict, policy_version, content_sha256, fingerprint)
                SELECT lpad(to_hex(i), 32, '0')::uuid, 'owner-' || i %% %2$d, 'default', 'a.jpg', 'image/jpeg', 'JPEG', 1,
                       now(), now(), 1, 1, now(), CASE WHEN judged THEN 'ACCEPTED' ELSE 'AWAITING_UPLOAD' END,
                       CASE WHEN NOT judged THEN now() + i * interval '1 s' END,
                       CASE WHEN judged THEN 'k' END, CASE WHEN judged THEN 1 END, CASE WHEN judged THEN 'e' END,
                       CASE WHEN judged THEN '{"bytes": 1, "sha256": "%1$s", "promised": "JPEG"}'::jsonb END,
                       CASE WHEN judged THEN '{"reasons": [], "warnings": []}'::jsonb END,
                       CASE WHEN judged THEN 'p' END, CASE WHEN judged THEN '%1$s' END,
                       CASE WHEN judged THEN ('x' || lpad(to_hex(i), 64, '0'))::bit(256) END
                FROM (SELECT i, i %% 4 <> 3 AS judged FROM generate_series(1, %3$d) AS i) AS numbered
                """.formatted("ab".repeat(32), OWNERS, IMAGES));
    }

    @BeforeEach
    void begin() {
        queries = new PostgresImageQueries(database);
    }

    private static void assertUses(String index, Runnable statement) {
        long scansBefore = scans(index);
        long readThroughBefore = readThrough();
        statement.run();
        assertThat(scans(index)).as("scans of " + index).isGreaterThan(scansBefore);
        assertThat(readThrough()).as("tables read from end to end").isEqualTo(readThroughBefore);
    }

    /** How many images were read. */
    private static long read() {
        return counted("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'image'");
    }

    private static long scans(String index) {
        return counted(
                "SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_user_indexes WHERE indexrelname = '" + index + "'");
    }

    /** Small tables may be read whole; those that grow may not. */
    private static long readThrough() {
        return counted("""
                SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables
                WHERE relname IN ('image', 'event', 'job', 'discard', 'delivery')
                """);
    }

    private static long counted(String sql) {
        database.run("flushing", handle -> handle.execute("SELECT pg_stat_force_next_flush()"));
        return database.run(
                "counting", handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void overdue_images() {
        assertUses(
                "image_due",
                () -> assertThat(queries.overdue(Instant.now().plusSeconds(60), 10))
                        .hasSizeBetween(1, 10));
    }

    @Test
    void an_owners_page() {
        assertUses(
                "image_of_owner",
                () -> assertThat(queries.page(OWNER, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 20))
                        .hasSize(20));
    }

    @Test
    void a_gallery() {
        Fingerprint far = new Fingerprint(-1, -1, -1, -1);
        assertUses(
                "image_gallery",
                () -> assertThat(queries.gallery(OWNER, IMAGE, Sha256.of(new byte[0]), Optional.of(far), 256)
                                .nearest())
                        .isPresent());
    }

    /** Photos of other owners are not even read, whichever way the newcomer is mirrored or turned. */
    @Test
    void a_mirrored_copy_in_a_gallery() {
        Fingerprint mirrored = new Fingerprint(0, 0, 0, 6).mirrored();
        ImageId newcomer = new ImageId(new UUID(1, 0));
        assertUses(
                "image_gallery",
                () -> assertThat(queries.gallery(OWNER, newcomer, Sha256.of(new byte[0]), Optional.of(mirrored), 40)
                                .nearest())
                        .contains(new Neighbour(IMAGE, 0, false)));
    }

    @Test
    void a_gallery_costs_what_its_owner_has() {
        long before = read();

        assertThat(queries.gallery(
                                OWNER, IMAGE, Sha256.of(new byte[0]), Optional.of(new Fingerprint(-1, -1, -1, -1)), 256)
                        .nearest())
                .isPresent();

        assertThat(read() - before).isBetween(1L, (long) IMAGES_PER_OWNER);
    }

    @Test
    void judged_images() {
        assertUses(
                "one_number_for_each_image",
                () -> assertThat(queries.judged(Instant.EPOCH, Long.MAX_VALUE, 100))
                        .hasSize(100));
    }

    /** Whether much fits or nothing: no page reads a table through. */
    @Test
    void what_an_operator_searches_for() {
        PostgresSearch search = new PostgresSearch(database);
        assertUses(
                "one_number_for_each_image",
                () -> assertThat(page(search, ImageFilter.ALL)).hasSize(50));
        assertUses(
                "image_by_status",
                () -> assertThat(page(search, ImageFilter.of(Status.ERROR))).isEmpty());
        assertUses(
                "image_by_filename", () -> assertThat(page(search, named("A."))).hasSize(50));
        assertUses(
                "image_by_filename", () -> assertThat(page(search, named("b"))).isEmpty());
        assertUses(
                "image_of_owner",
                () -> assertThat(page(
                                search,
                                new ImageFilter(
                                        Optional.of(Status.ACCEPTED),
                                        Optional.of(OWNER),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("a"))))
                        .isNotEmpty());
    }

    @Test
    void what_came_in_a_trace() {
        PostgresSearch search = new PostgresSearch(database);
        assertUses(
                "event_by_trace",
                () -> assertThat(search.imagesOfTrace("another", 50)).isEmpty());
    }

    /** However rare it is what fits, no page reads more than its window. */
    @Test
    void a_search_that_finds_nothing_ends_at_its_window() {
        long before = read();
        ImageFilter filter = new ImageFilter(
                Optional.of(Status.ACCEPTED),
                Optional.empty(),
                Optional.empty(),
                Optional.of("TOO_BLURRY"),
                Optional.empty());
        assertThat(page(new PostgresSearch(database), filter)).isEmpty();
        assertThat(read() - before).isLessThan(4L * Search.WINDOW); // twice: once for the page, once for where it ended
    }

    /** As long as nothing goes wrong, nothing is read. */
    @Test
    void what_is_in_trouble() {
        PostgresTroubles troubles = new PostgresTroubles(database);
        long before = read();
        assertUses(
                "image_in_trouble",
                () -> assertThat(troubles.since(Instant.EPOCH, Troubles.WINDOW)).isEmpty());
        assertThat(read()).isEqualTo(before);
        assertUses("event_of_image", () -> troubles.traces(List.of(trouble())));
    }

    private static Troubles.Trouble trouble() {
        return new Troubles.Trouble(
                Job.Kind.JUDGE, IMAGE.value(), OWNER, Instant.EPOCH, 1, Optional.empty(), List.of());
    }

    private static List<Image> page(PostgresSearch search, ImageFilter filter) {
        return search.images(filter, Optional.empty(), 50).images();
    }

    private static ImageFilter named(String name) {
        return new ImageFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name));
    }

    @Test
    void a_history() {
        assertUses(
                "event_of_image",
                () -> assertThat(queries.history(OWNER, IMAGE)).hasSize(1));
    }

    @Test
    void existing_images() {
        assertUses(
                "image_pkey", () -> assertThat(queries.existing(List.of(IMAGE))).hasSize(1));
    }

    @Test
    void the_backlog() {
        PostgresBacklog backlog = new PostgresBacklog(database);
        assertUses("image_on_its_way", () -> backlog.load(10_001, Instant.now()));
        assertUses("event_work_finished", () -> backlog.load(10_001, Instant.now()));
    }

    @Test
    void adding_to_an_owner_with_room_and_to_one_without() {
        PostgresImages images = new PostgresImages(database, notifications, new SecureRandom(), Duration.ZERO);
        OwnerId owner = new OwnerId("owner-7"); // has 40 on their way
        assertUses(
                "image_on_its_way",
                () -> assertThat(images.add(List.of(promise(owner)), new SetSize(1, 1_000), 41))
                        .isInstanceOf(Images.Added.All.class));
        assertUses(
                "image_on_its_way",
                () -> assertThat(images.add(List.of(promise(owner)), new SetSize(1, 1_000), 41))
                        .isEqualTo(new Images.Added.OwnerFull(0, 0)));
    }

    private static Upload.Promise promise(OwnerId owner) {
        return new Upload.Promise(
                new ImageId(UUID.randomUUID()),
                owner,
                SetId.DEFAULT,
                Filename.clean("a.jpg"),
                "image/jpeg",
                Format.JPEG,
                1,
                Optional.empty(),
                TestClock.START,
                TestClock.START.plusSeconds(60));
    }

    @Test
    void claiming_and_waiting_for_jobs() {
        PostgresJobQueue queue = new PostgresJobQueue(database, Instant::now, notifications);
        assertUses("job_turn", () -> queue.claim(List.of(Job.Kind.JUDGE), 10, Duration.ofSeconds(20)));
        assertUses("job_hidden", () -> queue.claim(List.of(Job.Kind.JUDGE), 10, Duration.ofSeconds(20)));
        assertUses("job_hidden", () -> await(queue));
        assertUses(
                "job_of_owner",
                () -> queue.enqueue(List.of(new Job("new", Job.Kind.JUDGE, IMAGE.value(), OWNER, Instant.now()))));
    }

    private static void await(PostgresJobQueue queue) {
        try {
            queue.await(List.of(Job.Kind.JUDGE), Duration.ZERO);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void objects_to_remove() {
        PostgresDiscards discards = new PostgresDiscards(database);
        assertUses("discard_due", () -> discards.due(Instant.now().plusSeconds(20_000), 10));
        assertUses("discard_pkey", () -> discards.done(List.of(IMAGE)));
    }

    @Test
    void deliveries() {
        PostgresDeliveries deliveries = new PostgresDeliveries(database, Instant::now);
        OwnerId owner = new OwnerId("owner-7");
        UUID webhook = new UUID(0, 7);
        assertUses(
                "delivery_due",
                () -> assertThat(deliveries.claim(10, 4, Duration.ofSeconds(60)))
                        .hasSize(10));
        assertUses(
                "delivery_of_webhook",
                () -> assertThat(deliveries.page(owner, webhook, Long.MAX_VALUE, 20))
                        .hasSize(20));
        assertUses("delivery_finished", () -> deliveries.removeFinished(Instant.now(), 10));
    }

    @Test
    void how_webhooks_fare() {
        PostgresReceivers receivers = new PostgresReceivers(database);
        UUID webhook = new UUID(0, 7);
        assertUses(
                "delivery_failing",
                () -> assertThat(receivers.page(new Receivers.Which(true, Optional.empty()), Optional.empty(), 10))
                        .hasSize(2));
        assertUses(
                "delivery_by_status",
                () -> assertThat(receivers.page(new Receivers.Which(false, Optional.empty()), Optional.empty(), 10))
                        .hasSize(10));
        assertUses(
                "delivery_by_status",
                () -> assertThat(receivers.deliveries(webhook, Optional.of(Delivery.Status.FAILED), Long.MAX_VALUE, 20))
                        .isEmpty());
        assertUses(
                "delivery_failing",
                () -> new PostgresBulkReplays(database, Instant::now)
                        .apply(FAILING, Instant.EPOCH, Long.MAX_VALUE, 1, UUID.randomUUID()));
    }

    /** Whatever one webhook has failed, a page passes from webhook to webhook. */
    @Test
    void a_page_of_what_fails_reads_few_deliveries() {
        long before = counted("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'delivery_failing'");
        new PostgresReceivers(database).page(new Receivers.Which(true, Optional.empty()), Optional.empty(), 10);
        long after = counted("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'delivery_failing'");
        assertThat(after - before).isBetween(2L, 20L);
    }

    @Test
    void deleting_and_moving_an_image() {
        PostgresImages images = new PostgresImages(database, notifications, new SecureRandom(), Duration.ZERO);
        ImageId accepted = new ImageId(new UUID(0, 6 + OWNERS));
        assertUses(
                "event_of_image",
                () -> assertThat(images.delete(new OwnerId("owner-6"), accepted, TestClock.START))
                        .isPresent());

        var awaiting = (Image.AwaitingUpload)
                images.find(new ImageId(new UUID(0, 1003))).orElseThrow();
        assertUses(
                "image_pkey",
                () -> assertThat(images.apply(awaiting.arrived("here", TestClock.START), SetSize.defaults()))
                        .isEqualTo(Images.Outcome.APPLIED));
    }
}

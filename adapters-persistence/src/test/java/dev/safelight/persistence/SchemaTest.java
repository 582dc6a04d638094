package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.domain.image.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database holds the lifecycle too, and it is the same one. */
class SchemaTest {

    private static final Pattern WORD = Pattern.compile("'([A-Z_]+)'");

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @BeforeEach
    void begin() {
        postgres.clear();
        postgres.execute("INSERT INTO owner VALUES ('anna'); INSERT INTO photo_set VALUES ('anna', 'default')");
    }

    @Test
    void the_statuses_of_the_database_are_those_of_the_domain() {
        Set<String> statuses = WORD.matcher(definition("lifecycle_statuses"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(statuses)
                .isEqualTo(Arrays.stream(Status.values())
                        .map(Status::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** By trying each of the 49 pairs, because what a constraint does counts, not how it is written. */
    @Test
    void the_moves_that_the_log_takes_are_exactly_those_of_the_lifecycle() {
        for (Status from : Status.values()) {
            for (Status to : Status.values()) {
                assertThat(takesMove(from, to))
                        .as(from + " → " + to)
                        .isEqualTo(from.next().contains(to));
            }
        }
    }

    private static boolean takesMove(Status from, Status to) {
        try {
            postgres.execute("""
                    INSERT INTO event (id, type, owner, subject, image, time, trace_id,
                                       from_status, to_status, chapter, attempt, why)
                    SELECT gen_random_uuid(), 'image.' || lower('%2$s'), 'anna', id::text, id, now(), 't',
                           '%1$s', '%2$s', 1, 0, 'because'
                    FROM gen_random_uuid() AS id
                    """.formatted(from, to));
            return true;
        } catch (IllegalStateException refused) {
            assertThat(refused).hasStackTraceContaining("only_moves_of_the_lifecycle");
            return false;
        }
    }

    @Test
    void due_is_exactly_what_is_not_final() {
        for (Status status : Status.values()) {
            assertThat(definition("finished_exactly_when_final").contains("'" + status + "'"))
                    .as(status.name())
                    .isEqualTo(status.isFinal());
        }
    }

    @Test
    void the_end_of_a_chapter_is_exactly_what_is_final() {
        String index = index("one_final_event_per_chapter");
        for (Status status : Status.values()) {
            assertThat(index.contains("'" + status + "'")).as(status.name()).isEqualTo(status.isFinal());
        }
    }

    @Test
    void work_is_finished_exactly_when_it_comes_from_work_to_what_is_final() {
        String index = index("event_work_finished");
        for (Status status : Status.values()) {
            assertThat(index.contains("'" + status + "'"))
                    .as(status.name())
                    .isEqualTo(status.isInWork() || status.isFinal());
        }
    }

    private static String index(String name) {
        return postgres.database()
                .run(
                        "reading the schema",
                        handle -> handle.createQuery("SELECT pg_get_indexdef(:name::regclass)")
                                .bind("name", name)
                                .mapTo(String.class)
                                .one());
    }

    private static String definition(String constraint) {
        return postgres.database()
                .run(
                        "reading the schema",
                        handle -> handle.createQuery(
                                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
                                .bind("name", constraint)
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void a_chapter_cannot_end_twice_whatever_the_program_does() {
        String end = """
                INSERT INTO event (id, type, owner, subject, image, time, trace_id,
                                   from_status, to_status, chapter, attempt, why)
                VALUES (gen_random_uuid(), 'image.%1$s', 'anna', '%3$s', '%3$s', now(), 't',
                        'PROCESSING', upper('%1$s'), %2$d, 1, 'because')
                """;
        String image = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
        postgres.execute(end.formatted("error", 1, image));
        assertThatThrownBy(() -> postgres.execute(end.formatted("accepted", 1, image)))
                .hasStackTraceContaining("one_final_event_per_chapter");
        postgres.execute(end.formatted("accepted", 2, image));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status = 'LIMBO'                                                        | lifecycle_statuses
            due_at = NULL                                                           | finished_exactly_when_final
            version = 0                                                             | versions_and_chapters_begin_at_one
            looks = 1                                                               | looks_are_counted_while_verifying
            attempts = 1                                                            | attempts_are_counted_while_working
            lease_token = gen_random_uuid(), lease_worker = 'w'                     | leased_only_while_processing
            object_key = 'k', object_size = 1, object_etag = 'e'                    | pinned_from_processing_on
            status = 'PROCESSING', attempts = 0                                     | pinned_from_processing_on
            status = 'PROCESSING', attempts = 0, object_key = 'k'                   | a_pin_is_whole
            fault = 'NEVER_ARRIVED'                                                 | a_failed_upload_has_a_fault
            status = 'UPLOAD_FAILED', due_at = NULL                                 | a_failed_upload_has_a_fault
            status = 'ERROR', due_at = NULL                                         | an_error_has_an_incident
            evidence = '{}'                                                         | judged_exactly_when_accepted_or_rejected
            overruled_by = 'olga', overruled_because = 'so'                         | only_the_judged_are_overruled
            normalized_key = 'n', thumbnail_key = 't'                               | derivatives_are_made_of_the_judged
            fingerprint = repeat('0', 256)::bit(256)                                | only_the_judged_are_compared
            set_name = 'never-made'                                                 | every_image_is_in_a_set
            """)
    void a_row_that_no_state_has_is_refused_by_a_constraint_that_says_why(String assignment, String constraint) {
        insertImage();
        assertThatThrownBy(() -> postgres.execute("UPDATE image SET " + assignment))
                .hasStackTraceContaining("\"" + constraint + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REJECTED | {"reasons": [], "warnings": []}                              | rejected_for_reasons_or_by_hand
            ACCEPTED | {"reasons": [{"code": "TOO_DARK"}], "warnings": []}          | accepted_without_reasons_or_by_hand
            """)
    void a_verdict_and_a_status_that_disagree_are_refused(String status, String verdict, String constraint) {
        insertImage();
        assertThatThrownBy(() -> postgres.execute("""
                        UPDATE image SET status = '%s', due_at = NULL, object_key = 'k', object_size = 1,
                               object_etag = 'e', evidence = '{}', verdict = '%s', policy_version = 'p',
                               content_sha256 = 's'
                        """.formatted(status, verdict)))
                .hasStackTraceContaining(constraint);
    }

    private static void insertImage() {
        postgres.execute("""
                INSERT INTO image (id, owner, set_name, filename, content_type, promised_format, promised_size,
                                   created_at, deadline, status, version, chapter, since, due_at)
                VALUES (gen_random_uuid(), 'anna', 'default', 'a.jpg', 'image/jpeg', 'JPEG', 1,
                        now(), now(), 'AWAITING_UPLOAD', 1, 1, now(), now())
                """);
    }

    @Test
    void places_are_never_fewer_than_none() {
        assertThatThrownBy(() -> postgres.execute("UPDATE photo_set SET pending = pending - 1"))
                .hasStackTraceContaining("places_are_counted");
    }

    @Test
    void the_names_of_all_checks_are_sentences() {
        List<String> names = postgres.database()
                .run(
                        "reading the schema",
                        handle -> handle.createQuery("""
                                SELECT conname FROM pg_constraint
                                WHERE contype = 'c' AND connamespace = 'public'::regnamespace
                                """).mapTo(String.class).list());
        assertThat(names).isNotEmpty().allMatch(name -> !name.endsWith("_check") && name.contains("_"));
    }
}

package dev.safelight.persistence.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.persistence.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds what the database insists on against the lifecycle. */
class DownloadSchemaTest {

    private static final String ADD = """
            INSERT INTO download (id, owner, wanted, picture, fingerprint, created_at, status, version, since, due_at)
            VALUES (gen_random_uuid(), 'anna', '{10000}', 'NORMALIZED', gen_random_uuid()::text, now(), 'QUEUED', 1, now(), now())
            """;

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    private static String definition(String query) {
        return postgres.database()
                .run(
                        "reading the schema",
                        handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    private static String constraint(String name) {
        return definition("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '" + name + "'");
    }

    @ParameterizedTest
    @EnumSource(DownloadStatus.class)
    void the_database_knows_the_statuses(DownloadStatus status) {
        assertThat(constraint("lifecycle_statuses_of_downloads")).contains("'" + status + "'");
        assertThat(constraint("due_until_it_is_emptied").contains("'" + status + "'"))
                .isEqualTo(status.isEmptied());
        assertThat(constraint("only_what_has_ended_is_swept").contains("'" + status + "'"))
                .isEqualTo(status.isEmptied());
        assertThat(definition("SELECT pg_get_indexdef('download_active'::regclass)")
                        .contains("'" + status + "'"))
                .isEqualTo(status.isActive());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status = 'LIMBO'                                | lifecycle_statuses_of_downloads
            due_at = NULL                                   | due_until_it_is_emptied
            wanted = '{}'                                   | between_1_and_1000_photos_are_wanted
            version = 0                                     | versions_of_downloads_begin_at_one
            attempts = -1                                   | attempts_are_counted_from_the_first
            lease_token = gen_random_uuid()                 | a_download_is_leased_only_while_processing
            done_files = 1                                  | nobody_comes_further_than_to_the_end
            archive_key = 'k'                               | an_archive_exactly_when_completed
            failure = 'ERROR'                               | a_failed_download_says_why
            whole = true                                    | only_the_completed_are_whole
            swept = true                                    | only_what_has_ended_is_swept
            """)
    void what_cannot_be_is_refused(String change, String constraint) {
        postgres.clear();
        postgres.execute(ADD);
        assertThatThrownBy(() -> postgres.execute("UPDATE download SET " + change))
                .hasStackTraceContaining(constraint);
    }

    @Test
    void a_download_cannot_end_twice_whatever_the_program_does() {
        String end = """
                INSERT INTO event (id, type, owner, subject, time, trace_id)
                VALUES (gen_random_uuid(), 'download.%s', 'anna', 'the one', now(), 't')
                """;
        postgres.execute(end.formatted("completed"));
        assertThatThrownBy(() -> postgres.execute(end.formatted("cancelled")))
                .hasStackTraceContaining("one_end_of_each_download");
        postgres.execute(end.formatted("expired"));
        assertThatThrownBy(() -> postgres.execute(end.formatted("expired")))
                .hasStackTraceContaining("one_expiry_of_each_download");
    }
}

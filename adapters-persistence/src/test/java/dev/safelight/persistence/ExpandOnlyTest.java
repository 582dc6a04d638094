package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The previous version can go on while the schema is already that of this one. */
class ExpandOnlyTest {

    private static final Migration KNOWN = Migration.of(1, "CREATE TABLE image (id uuid, status text)");

    @Test
    void what_came_after_the_previous_version_only_adds() {
        assertThat(ExpandOnly.complaints(Migration.all(), PreviousVersion.read().schema()))
                .isEmpty();
    }

    @Test
    void the_previous_version_is_one_of_those_that_are_here() {
        assertThat(Migration.all())
                .extracting(Migration::version)
                .contains(PreviousVersion.read().schema());
        assertThat(PreviousVersion.read().commit()).matches("[0-9a-f]{40}");
    }

    /** Our own, from the time before there was a version to go on beside. */
    @Test
    void a_migration_that_moved_a_column_away_would_have_been_seen() {
        assertThat(ExpandOnly.complaints(Migration.all(), 4))
                .anySatisfy(it -> assertThat(it).startsWith("V5 takes").contains("DROP COLUMN tx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE image",
                "ALTER TABLE image DROP COLUMN status",
                "ALTER TABLE image DROP status",
                "ALTER TABLE image RENAME COLUMN status TO state",
                "ALTER TABLE image RENAME TO photo",
                "ALTER TABLE image ALTER COLUMN status TYPE varchar(10)",
                "ALTER TABLE image ALTER status SET DATA TYPE varchar(10)",
                "ALTER TABLE image ALTER COLUMN status SET NOT NULL",
                "ALTER TABLE image ADD COLUMN place text NOT NULL",
                "alter table image add place text not null, add other text not null default ''",
                "ALTER TABLE image ADD COLUMN other text NOT NULL DEFAULT '', ADD COLUMN place text NOT NULL",
                "DROP FUNCTION event_sequence()",
                "CREATE INDEX CONCURRENTLY image_by_status ON image (status)",
                "TRUNCATE image"
            })
    void what_the_previous_version_would_stumble_over_has_no_excuse(String sql) {
        assertThat(complaints("-- beside the previous version: nobody minds\n" + sql))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX image_by_status ON image (status)",
                "CREATE UNIQUE INDEX one_of_each ON image (status)",
                "DROP INDEX image_due",
                "ALTER TABLE image DROP CONSTRAINT lifecycle_statuses",
                "ALTER TABLE image ADD CONSTRAINT short CHECK (length(status) < 9)",
                "ALTER TABLE image ADD UNIQUE (status)",
                "ALTER TABLE image ALTER COLUMN status SET DEFAULT 'NEW'",
                "ALTER TABLE image ADD COLUMN nonce uuid DEFAULT gen_random_uuid()",
                "CREATE TRIGGER watch BEFORE UPDATE ON image FOR EACH ROW EXECUTE FUNCTION watched()",
                "CREATE OR REPLACE FUNCTION event_horizon() RETURNS bigint LANGUAGE sql AS $$ SELECT 1; $$",
                "UPDATE image SET status = 'NEW'",
                "DELETE FROM image"
            })
    void what_may_be_harmless_needs_a_reason(String sql) {
        assertThat(complaints(sql)).isNotEmpty();
        assertThat(complaints("-- beside the previous version: the table is small\n" + sql))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE audit (id uuid NOT NULL PRIMARY KEY)",
                "CREATE TABLE audit (id uuid); CREATE UNIQUE INDEX one ON audit (id); UPDATE audit SET id = NULL",
                "CREATE TABLE audit (id uuid); ALTER TABLE audit ALTER COLUMN id SET NOT NULL",
                "ALTER TABLE image ADD COLUMN place text",
                "ALTER TABLE image ADD COLUMN place text NOT NULL DEFAULT ''",
                "ALTER TABLE image ADD COLUMN place text DEFAULT '' NOT NULL, ADD COLUMN other integer",
                "CREATE FUNCTION told() RETURNS void LANGUAGE sql AS $$ DROP TABLE image; $$",
                "COMMENT ON COLUMN image.status IS 'once there was DROP TABLE'",
                "-- no DROP TABLE here\nINSERT INTO event_log DEFAULT VALUES",
                "INSERT INTO audit SELECT 1"
            })
    void what_adds_is_welcome(String sql) {
        assertThat(complaints(sql)).isEmpty();
    }

    private static List<String> complaints(String sql) {
        return ExpandOnly.complaints(List.of(KNOWN, Migration.of(2, sql)), 1);
    }
}

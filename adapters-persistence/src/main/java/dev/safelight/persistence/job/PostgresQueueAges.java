package dev.safelight.persistence.job;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.QueueAges;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ages of jobs in the table {@code job}, where each stays until it is done, whatever queue it is passed on to. Looks at
 * every job, as {@link PostgresJobQueue#depth} does.
 */
public final class PostgresQueueAges implements QueueAges {

    private final Database database;
    private final InstantSource clock;

    public PostgresQueueAges(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Only kinds that we know: a process of a newer version may queue others. */
    @Override
    public Map<Job.Kind, Instant> dueLongest() {
        return database.run(
                "looking for the oldest jobs",
                handle -> handle.createQuery("""
                        SELECT kind, min(due_at) AS due FROM job
                        WHERE due_at <= :now AND kind = ANY (:kinds)
                        GROUP BY kind
                        """)
                        .bind("now", Columns.time(clock.instant()))
                        .bind(
                                "kinds",
                                Arrays.stream(Job.Kind.values())
                                        .map(Job.Kind::name)
                                        .toArray(String[]::new))
                        .map((row, context) ->
                                Map.entry(Job.Kind.valueOf(row.getString("kind")), Columns.time(row, "due")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}

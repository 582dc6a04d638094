package dev.safelight.persistence;

import dev.safelight.application.HealthCheck;

/** Whether the table that is the queue can be read. */
public final class QueueHealth implements HealthCheck {

    private final Database database;

    public QueueHealth(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public void check() {
        database.check(
                "asking the queue whether it is well", "SELECT count(*) FROM (SELECT FROM job LIMIT 1) AS any_job");
    }
}

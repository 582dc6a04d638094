package dev.safelight.persistence;

import dev.safelight.application.HealthCheck;

/** Whether the database answers. */
public final class DatabaseHealth implements HealthCheck {

    private final Database database;

    public DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public void check() {
        database.check("asking the database whether it is well", "SELECT 1");
    }
}

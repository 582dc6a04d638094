package dev.safelight.bootstrap;

import dev.safelight.persistence.Database;
import dev.safelight.persistence.operation.PostgresOutlook;
import dev.safelight.persistence.operation.PostgresSearch;
import dev.safelight.persistence.operation.PostgresStory;
import dev.safelight.web.UseCases;

/** What operators see and do, put together. */
final class Operation {

    private Operation() {}

    static UseCases.OfOperator useCases(Database database) {
        return new UseCases.OfOperator(
                new PostgresOutlook(database), new PostgresSearch(database), new PostgresStory(database));
    }
}

package dev.safelight.bootstrap;

import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.operation.ActOnImages;
import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.BulkMoves;
import dev.safelight.application.operation.CancelDownloads;
import dev.safelight.application.operation.GroupErrors;
import dev.safelight.application.operation.LogLines;
import dev.safelight.application.operation.ReplayDeliveries;
import dev.safelight.application.operation.Search;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.domain.image.SetSize;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.job.PostgresQueueAges;
import dev.safelight.persistence.operation.PostgresAudit;
import dev.safelight.persistence.operation.PostgresBulkReplays;
import dev.safelight.persistence.operation.PostgresOutlook;
import dev.safelight.persistence.operation.PostgresReceivers;
import dev.safelight.persistence.operation.PostgresSearch;
import dev.safelight.persistence.operation.PostgresStory;
import dev.safelight.persistence.operation.PostgresTroubles;
import dev.safelight.web.UseCases;
import dev.safelight.web.operation.Elsewhere;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What operators see and do, put together. */
final class Operation {

    private Operation() {}

    static UseCases.OfOperator useCases(
            Database database,
            BulkMoves moves,
            DeleteImage delete,
            CancelDownload cancel,
            Deliveries deliveries,
            SetSize size,
            LogLines log,
            Elsewhere elsewhere,
            InstantSource clock,
            RandomGenerator random) {
        Search search = new PostgresSearch(database);
        Audit audit = new PostgresAudit(database);
        WriteDown writeDown = new WriteDown(audit, clock, random);
        GroupErrors errors = new GroupErrors(new PostgresTroubles(database));
        return new UseCases.OfOperator(
                new PostgresOutlook(database),
                new PostgresQueueAges(database, clock),
                search,
                new PostgresStory(database),
                errors,
                new ActOnImages(search, errors, moves, delete, audit, writeDown, size, clock),
                new CancelDownloads(search, cancel, audit, writeDown),
                new PostgresReceivers(database),
                new ReplayDeliveries(deliveries, new PostgresBulkReplays(database, clock), writeDown),
                writeDown,
                audit,
                log,
                elsewhere);
    }
}

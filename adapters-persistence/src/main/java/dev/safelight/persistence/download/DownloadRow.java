package dev.safelight.persistence.download;

import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.persistence.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a download from a row with all columns of its table. */
public final class DownloadRow {

    private DownloadRow() {}

    public static Download read(ResultSet row) throws SQLException {
        Order order = order(row);
        long version = row.getLong("version");
        Instant since = Columns.time(row, "since");
        List<Item> items = ItemJson.read(row.getString("items"));
        return switch (DownloadStatus.valueOf(row.getString("status"))) {
            case QUEUED -> new Download.Queued(order, version, since);
            case PROCESSING ->
                new Download.Processing(
                        order,
                        version,
                        since,
                        row.getInt("attempts"),
                        Columns.time(row, "due_at"),
                        lease(row),
                        Columns.time(row, "begun_at"),
                        items,
                        progress(row));
            case COMPLETED ->
                new Download.Completed(order, version, since, archive(row), items, Columns.time(row, "due_at"));
            case FAILED -> new Download.Failed(order, version, since, failure(row), items);
            case CANCELLED -> new Download.Cancelled(order, version, since, items, progress(row));
            case EXPIRED -> new Download.Expired(order, version, since, items);
        };
    }

    private static Order order(ResultSet row) throws SQLException {
        List<Wanted> wanted = Arrays.stream((String[]) row.getArray("wanted").getArray())
                .map(ItemJson::wanted)
                .toList();
        return new Order(
                new DownloadId(Columns.uuid(row, "id")),
                new OwnerId(row.getString("owner")),
                wanted,
                Picture.valueOf(row.getString("picture")),
                Columns.time(row, "created_at"));
    }

    private static Optional<Lease> lease(ResultSet row) throws SQLException {
        Instant until = Columns.time(row, "due_at");
        String worker = row.getString("lease_worker");
        return Columns.optionalUuid(row, "lease_token").map(token -> new Lease(token, worker, until));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getInt("done_files"),
                row.getInt("total_files"),
                row.getLong("done_bytes"),
                row.getLong("total_bytes"));
    }

    private static StoredObject archive(ResultSet row) throws SQLException {
        return new StoredObject(
                row.getString("archive_key"),
                row.getLong("archive_size"),
                row.getString("archive_etag"),
                Columns.optionalText(row, "archive_sha256").flatMap(Sha256::parse));
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(
                Failure.Code.valueOf(row.getString("failure")),
                Columns.optionalText(row, "incident_id"),
                row.getString("failure_detail"));
    }
}

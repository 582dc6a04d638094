package dev.safelight.persistence.event;

import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import dev.safelight.persistence.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads an event from a row with all columns of the table {@code event}. */
public final class EventRow {

    private EventRow() {}

    /** Empty for a type that only a newer version of this program knows, which may run beside this one. */
    public static Optional<Event> read(ResultSet row) throws SQLException {
        Optional<EventType> type = EventType.parse(row.getString("type"));
        return type.isPresent() ? Optional.of(read(row, type.get())) : Optional.empty();
    }

    private static Event read(ResultSet row, EventType type) throws SQLException {
        return new Event(
                Columns.uuid(row, "id"),
                row.getLong("sequence"),
                type,
                new OwnerId(row.getString("owner")),
                row.getString("subject"),
                Columns.time(row, "time"),
                row.getString("trace_id"),
                move(row),
                type.isOfDownload()
                        ? Optional.of(EventData.download(Columns.optionalText(row, "data")))
                        : Optional.empty());
    }

    private static Optional<Event.Move> move(ResultSet row) throws SQLException {
        String to = row.getString("to_status");
        if (to == null) {
            return Optional.empty();
        }
        return Optional.of(new Event.Move(
                Status.valueOf(row.getString("from_status")),
                Status.valueOf(to),
                row.getInt("chapter"),
                row.getInt("attempt"),
                row.getString("why"),
                EventData.codes(Columns.optionalText(row, "data"))));
    }
}

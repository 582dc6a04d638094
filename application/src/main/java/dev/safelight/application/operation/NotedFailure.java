package dev.safelight.application.operation;

import dev.safelight.application.operation.Story.Note;
import dev.safelight.application.operation.Troubles.Trouble;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What went wrong with something last, and when. */
record NotedFailure(Instant at, String why) {

    static final String LEASE_LOST = "its lease ran out: the worker died, or was cut off";

    private static final String NOT_NOTED = "what went wrong was not noted";

    /** What stopped it, or what the last notes say. */
    static NotedFailure of(Trouble trouble) {
        return trouble.incident()
                .map(summary -> new NotedFailure(trouble.since(), summary))
                .or(() -> last(trouble.notes()))
                .orElseGet(() -> new NotedFailure(trouble.since(), NOT_NOTED));
    }

    /** A worker that takes over from another finds no word of why that one did not end. */
    private static Optional<NotedFailure> last(List<Note> notes) {
        for (int i = notes.size() - 1; i >= 0; i--) {
            Note note = notes.get(i);
            if (isFailure(note.why())) {
                return Optional.of(new NotedFailure(note.at(), note.why()));
            }
            if (i > 0 && isTaken(note) && isTaken(notes.get(i - 1))) {
                return Optional.of(new NotedFailure(note.at(), LEASE_LOST));
            }
        }
        return Optional.empty();
    }

    private static boolean isTaken(Note note) {
        return Lease.isTakenBy(note.why());
    }

    private static boolean isFailure(String why) {
        return !Lease.isTakenBy(why) && !why.equals(Lease.HANDED_BACK) && !why.equals(Image.Verifying.NOT_THERE_YET);
    }
}

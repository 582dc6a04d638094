package dev.safelight.imaging.decode;

import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.imaging.header.Header;
import java.io.EOFException;

/** Tells from what a decoder threw what is wrong with the file. */
final class Blame {

    private static final int MAX_CAUSES = 20;

    private Blame() {}

    /** @throws OutOfMemoryError when that is what was thrown, however wrapped: no fault of the file */
    static Defect defect(Throwable thrown, Header header) {
        boolean endReached = !header.complete();
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError ours) {
                throw ours;
            }
            endReached |= cause instanceof EOFException;
            cause = cause.getCause();
        }
        return endReached ? Defect.TRUNCATED : Defect.CORRUPT;
    }
}

package dev.safelight.domain.image;

import java.time.Instant;

/**
 * How far an image has come.
 *
 * @param version grows with every write; a write succeeds only against the version that it has read
 * @param chapter grows when a person sends a finished image on; each chapter ends with exactly one final event
 * @param since when the last write happened
 */
public record Life(long version, int chapter, Instant since) {

    public static Life begin(Instant now) {
        return new Life(1, 1, now);
    }

    Life next(Instant now) {
        return new Life(version + 1, chapter, now);
    }

    Life nextChapter(Instant now) {
        return new Life(version + 1, chapter + 1, now);
    }
}

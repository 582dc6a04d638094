package dev.safelight.domain.image;

import java.util.OptionalLong;

/**
 * One write to one image: a move along the lifecycle, or a note on a state that stays (another look, a lease, a later
 * due time). A change that is not legal cannot be constructed.
 *
 * @param why for the image's history, in plain words
 * @param gallerySeen the {@link Gallery#version()} on which a verdict rests: the change fails if it is no longer so
 */
public record Change(Image before, Image after, String why, OptionalLong gallerySeen) {

    public Change {
        Status from = before.status();
        Status to = after.status();
        require(from.next().contains(to) || (from == to && !from.isFinal()), from + " → " + to + " is no move");
        require(before.upload().equals(after.upload()), "what was promised never changes");
        require(after.life().version() == before.life().version() + 1, "every change is one version");
        boolean newChapter = after.life().chapter() == before.life().chapter() + 1;
        require(newChapter == from.isFinal(), "a chapter begins when a finished image is sent on, and only then");
        boolean judged = from == Status.PROCESSING && (to == Status.ACCEPTED || to == Status.REJECTED);
        require(
                judged == gallerySeen.isPresent(),
                "a verdict rests on the gallery that was seen, and nothing else does");
    }

    static Change of(Image before, Image after, String why) {
        return new Change(before, after, why, OptionalLong.empty());
    }

    static Change judged(Image before, Image after, Gallery gallery) {
        return new Change(before, after, "judged", OptionalLong.of(gallery.version()));
    }

    /** Whether the status changes, so that there is something to tell. */
    public boolean isMove() {
        return before.status() != after.status();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}

package dev.safelight.persistence.image;

import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Status;

/** By how much a write changes the counts of a set. */
record SetTally(int accepted, int rejected, int pending) {

    private static final SetTally NOTHING = new SetTally(0, 0, 0);

    static SetTally of(Image before, Image after) {
        return of(after.status()).minus(of(before.status()));
    }

    static SetTally leaving(Image image) {
        return NOTHING.minus(of(image.status()));
    }

    private static SetTally of(Status status) {
        boolean accepted = status == Status.ACCEPTED;
        boolean pending = status.holdsPlace() && !accepted;
        return new SetTally(accepted ? 1 : 0, status == Status.REJECTED ? 1 : 0, pending ? 1 : 0);
    }

    private SetTally minus(SetTally other) {
        return new SetTally(accepted - other.accepted, rejected - other.rejected, pending - other.pending);
    }

    boolean isNothing() {
        return equals(NOTHING);
    }
}

package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;

/** What may be used up, of one kind, while one file is looked through. */
final class Budget {

    private final String what;
    private final long all;
    private long left;

    Budget(long all, String what) {
        this.all = all;
        this.left = all;
        this.what = what;
    }

    void take(long amount) throws Unreadable {
        left -= amount;
        if (left < 0) {
            throw Unreadable.tooComplex("more than " + all + " " + what);
        }
    }
}

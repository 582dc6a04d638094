package dev.safelight.storage.s3;

import dev.safelight.application.doctor.Notes;
import dev.safelight.storage.s3.S3Trial.Asked;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Compares our clock with the one in the store's answers, which tell it to the second. */
final class S3ClockCheck {

    static final String FIX = "Set the clocks by NTP on both sides: timedatectl set-ntp true";

    /** From here on S3 refuses every request. */
    private static final Duration REFUSED = Duration.ofMinutes(15);

    private static final Duration NOTABLE = Duration.ofSeconds(30);

    private final S3Trial trial;
    private final InstantSource clock;

    S3ClockCheck(S3Trial trial, InstantSource clock) {
        this.trial = trial;
        this.clock = clock;
    }

    void look(Notes notes) throws IOException {
        @Nullable Instant theirs = trial.askUnsigned(Asked.get("")).headers().getInstant("Date");
        if (theirs == null) {
            notes.ok("the store does not tell its time");
            return;
        }
        Duration off = Duration.between(theirs, clock.instant());
        String seen = "ours is %d s %s".formatted(off.abs().toSeconds(), off.isNegative() ? "behind" : "ahead");
        if (off.abs().compareTo(REFUSED) >= 0) {
            notes.error("the clocks differ so much that the store refuses us", seen, FIX);
        } else if (off.abs().compareTo(NOTABLE) >= 0) {
            notes.warning("the clocks differ: signed URLs begin or end too early", seen, FIX);
        } else {
            notes.ok("the clocks agree", seen);
        }
    }
}

package dev.safelight.application.testing;

import dev.safelight.application.Outage;
import java.io.IOException;

/** Whether the thing behind some memory adapters can be reached. One for each thing that can be down by itself. */
public final class Availability {

    private final String what;
    private volatile boolean down;

    public Availability(String what) {
        this.what = what;
    }

    /** What was down before anybody came. */
    public static Availability alreadyDown(String what) {
        Availability availability = new Availability(what);
        availability.goDown();
        return availability;
    }

    /** From now on every call fails with a passing {@link Outage}. */
    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    /** @throws Outage while it is down */
    public void check() {
        if (down) {
            throw Outage.passing(what + " is down", new IOException("told to be down"));
        }
    }
}

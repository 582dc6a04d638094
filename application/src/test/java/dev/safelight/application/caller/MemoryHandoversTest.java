package dev.safelight.application.caller;

import dev.safelight.application.testing.Availability;

class MemoryHandoversTest extends HandoversContract {

    private Handovers handovers = new MemoryHandovers(new Availability("the database"));

    @Override
    protected Handovers fresh() {
        handovers = new MemoryHandovers(new Availability("the database"));
        return handovers;
    }

    /** There is no other process. */
    @Override
    protected Handovers elsewhere() {
        return handovers;
    }

    @Override
    protected Handovers unreachable() {
        return new MemoryHandovers(Availability.alreadyDown("the database"));
    }
}

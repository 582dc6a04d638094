package dev.safelight.application.event;

class MemoryBellTest extends BellContract {

    private final Bell bell = new MemoryBell();

    @Override
    protected Bell fresh() {
        return bell;
    }

    /** There is no other process. */
    @Override
    protected Bell elsewhere() {
        return bell;
    }
}

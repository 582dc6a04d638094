package dev.safelight.application.caller;

import dev.safelight.application.testing.Availability;

class MemoryApiKeysTest extends ApiKeysContract {

    private ApiKeys keys = new MemoryApiKeys(new Availability("the database"));

    @Override
    protected ApiKeys fresh() {
        keys = new MemoryApiKeys(new Availability("the database"));
        return keys;
    }

    /** There is no other process. */
    @Override
    protected ApiKeys elsewhere() {
        return keys;
    }

    @Override
    protected ApiKeys unreachable() {
        return new MemoryApiKeys(Availability.alreadyDown("the database"));
    }
}

package dev.safelight.application.secret;

import dev.safelight.application.testing.Availability;

class MemorySecretsTest extends SecretsContract {

    private final Secrets secrets = new MemorySecrets(new Availability("the database"));

    @Override
    protected Secrets fresh() {
        return secrets;
    }

    /** There is no other process. */
    @Override
    protected Secrets elsewhere() {
        return secrets;
    }

    @Override
    protected Secrets unreachable() {
        return new MemorySecrets(Availability.alreadyDown("the database"));
    }
}

package dev.safelight.application.secret;

import dev.safelight.application.testing.Availability;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Keys that live as long as the process. */
public class MemorySecrets implements Secrets {

    private final Availability availability;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> keys = new HashMap<>();

    public MemorySecrets(Availability availability) {
        this.availability = availability;
    }

    @Override
    public synchronized byte[] key(String name) {
        availability.check();
        return keys.computeIfAbsent(name, unknown -> fresh()).clone();
    }

    private byte[] fresh() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return key;
    }
}

package dev.safelight.application.caller;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key by which a program is known, without its secret.
 *
 * @param id names it among ours; part of what its holder sends, and no secret
 * @param name that its maker gave it, so that people know whose it is
 * @param scopes at least one
 * @param createdBy the operator who made it
 * @param lastUsedAt to the minute or so
 */
public record ApiKey(
        String id,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        String createdBy,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 100;

    public ApiKey {
        scopes = Set.copyOf(scopes);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a key's name is 1 to " + LONGEST_NAME + " characters");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key is good for something");
        }
    }

    public boolean isRevoked() {
        return revokedAt.isPresent();
    }
}

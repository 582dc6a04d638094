package dev.safelight.application.caller;

import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys that live as long as the process. */
public class MemoryApiKeys implements ApiKeys {

    private static final Comparator<ApiKey> NEWEST_FIRST =
            Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id).reversed();

    private final Availability availability;
    private final Map<String, Kept> kept = new HashMap<>();

    public MemoryApiKeys(Availability availability) {
        this.availability = availability;
    }

    @Override
    public synchronized void add(ApiKey key, Sha256 secretHash) {
        availability.check();
        if (kept.putIfAbsent(key.id(), new Kept(key, secretHash)) != null) {
            throw new IllegalStateException("there is a key " + key.id() + " already");
        }
    }

    @Override
    public synchronized Optional<Kept> find(String id) {
        availability.check();
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public synchronized List<ApiKey> page(Optional<String> after, int limit) {
        availability.check();
        List<ApiKey> all =
                kept.values().stream().map(Kept::key).sorted(NEWEST_FIRST).toList();
        List<String> ids = all.stream().map(ApiKey::id).toList();
        int from = after.map(id -> ids.contains(id) ? ids.indexOf(id) + 1 : ids.size())
                .orElse(0);
        return all.stream().skip(from).limit(limit).toList();
    }

    @Override
    public synchronized boolean revoke(String id, Instant at) {
        availability.check();
        return kept.computeIfPresent(
                        id,
                        (same, it) ->
                                it.key().isRevoked() ? it : with(it, it.key().lastUsedAt(), Optional.of(at)))
                != null;
    }

    @Override
    public synchronized void used(String id, Instant at, Duration atMostEvery) {
        availability.check();
        kept.computeIfPresent(id, (same, it) -> {
            boolean noted = it.key()
                    .lastUsedAt()
                    .filter(before -> before.plus(atMostEvery).isAfter(at))
                    .isPresent();
            return noted ? it : with(it, Optional.of(at), it.key().revokedAt());
        });
    }

    private static Kept with(Kept kept, Optional<Instant> lastUsedAt, Optional<Instant> revokedAt) {
        ApiKey key = kept.key();
        return new Kept(
                new ApiKey(key.id(), key.name(), key.scopes(), key.createdAt(), key.createdBy(), lastUsedAt, revokedAt),
                kept.secretHash());
    }
}

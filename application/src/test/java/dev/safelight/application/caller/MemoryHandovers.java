package dev.safelight.application.caller;

import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invitations that live as long as the process. */
public class MemoryHandovers implements Handovers {

    private record Kept(OwnerId owner, Instant expiresAt) {}

    private final Availability availability;
    private final Map<Sha256, Kept> kept = new HashMap<>();

    public MemoryHandovers(Availability availability) {
        this.availability = availability;
    }

    @Override
    public synchronized void add(Sha256 tokenHash, OwnerId owner, Instant expiresAt) {
        availability.check();
        List<Map.Entry<Sha256, Kept>> newestFirst = kept.entrySet().stream()
                .filter(entry -> entry.getValue().owner().equals(owner))
                .sorted(Comparator.comparing((Map.Entry<Sha256, Kept> entry) ->
                                entry.getValue().expiresAt())
                        .reversed())
                .toList();
        newestFirst.stream().skip(MOST_FOR_AN_OWNER - 1).forEach(entry -> kept.remove(entry.getKey()));
        kept.put(tokenHash, new Kept(owner, expiresAt));
    }

    @Override
    public synchronized Optional<OwnerId> find(Sha256 tokenHash, Instant now) {
        availability.check();
        return Optional.ofNullable(kept.get(tokenHash))
                .filter(it -> now.isBefore(it.expiresAt()))
                .map(Kept::owner);
    }

    @Override
    public synchronized Optional<OwnerId> take(Sha256 tokenHash, Instant now) {
        Optional<OwnerId> owner = find(tokenHash, now);
        owner.ifPresent(taken -> kept.remove(tokenHash));
        return owner;
    }

    @Override
    public synchronized int removeExpired(Instant now) {
        availability.check();
        int before = kept.size();
        kept.values().removeIf(it -> !now.isBefore(it.expiresAt()));
        return before - kept.size();
    }
}

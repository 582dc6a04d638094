package dev.safelight.application.caller;

import dev.safelight.application.Outage;
import dev.safelight.application.caller.ApiKeys.Kept;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells whose key a request brings. One indexed read each time, so that a key that is revoked is refused at once. */
public final class RecogniseApiKey {

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(RecogniseApiKey.class.getName());

    private final ApiKeys keys;
    private final InstantSource clock;

    public RecogniseApiKey(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The key that {@code text} is; empty when it is none of ours, or no longer. */
    public Optional<ApiKey> recognise(String text) {
        Optional<ApiKey> key = KeyText.parse(text).flatMap(this::find);
        key.ifPresent(this::note);
        return key;
    }

    private Optional<ApiKey> find(KeyText text) {
        return keys.find(text.id())
                .filter(kept -> text.hasHash(kept.secretHash()))
                .map(Kept::key)
                .filter(key -> !key.isRevoked());
    }

    /** A request is not refused because we could not write down that it came. */
    private void note(ApiKey key) {
        Instant now = clock.instant();
        boolean noted = key.lastUsedAt()
                .filter(before -> now.isBefore(before.plus(NOTED_EVERY)))
                .isPresent();
        if (noted) {
            return;
        }
        try {
            keys.used(key.id(), now, NOTED_EVERY);
        } catch (Outage outage) {
            LOG.log(Level.WARNING, "cannot note that the key " + key.id() + " was used", outage);
        }
    }
}

package dev.safelight.application.webhook;

import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who is to be told what happens to one owner's photos and downloads.
 *
 * @param types of events; none for all of them but the progress of downloads, which comes only to who asks for it
 * @param download whose end it is told of, and nothing else; empty for a receiver of everything
 * @param disabled since when it is told nothing, and why
 */
public record Webhook(
        UUID id,
        OwnerId owner,
        URI url,
        WebhookSecret secret,
        Optional<Previous> previous,
        Set<EventType> types,
        Optional<UUID> download,
        Instant createdAt,
        Optional<Disabled> disabled) {

    /** What ends a download, and what a receiver for that one is told of. */
    public static final Set<EventType> ENDS_OF_DOWNLOADS =
            Set.of(EventType.DOWNLOAD_COMPLETED, EventType.DOWNLOAD_FAILED, EventType.DOWNLOAD_CANCELLED);

    /** The secret before this one, with which messages are signed as well until then. */
    public record Previous(WebhookSecret secret, Instant until) {}

    /** @param why in plain words */
    public record Disabled(Instant since, String why) {}

    public Webhook {
        types = Set.copyOf(types);
    }

    /** What to sign with at {@code now}. */
    public List<WebhookSecret> secretsAt(Instant now) {
        return previous.filter(before -> before.until().isAfter(now))
                .map(before -> List.of(secret, before.secret()))
                .orElse(List.of(secret));
    }

    /** Whether it is to be told of such an event of its owner's. */
    public boolean wants(EventType type, String subject) {
        if (download.isPresent()) {
            return subject.equals(download.get().toString()) && ENDS_OF_DOWNLOADS.contains(type);
        }
        return types.isEmpty() ? type != EventType.DOWNLOAD_PROGRESS : types.contains(type);
    }
}

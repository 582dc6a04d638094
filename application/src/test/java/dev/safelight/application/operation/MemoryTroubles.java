package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.Job;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Lease;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Troubles in memory. */
public final class MemoryTroubles implements Troubles {

    private final Availability availability;
    private final MemoryImages images;
    private final MemoryDownloads downloads;

    public MemoryTroubles(Availability availability, MemoryImages images, MemoryDownloads downloads) {
        this.availability = availability;
        this.images = images;
        this.downloads = downloads;
    }

    @Override
    public List<Trouble> since(Instant since, int limit) {
        availability.check();
        return Stream.concat(
                        images.all().stream().flatMap(this::trouble),
                        downloads.all().stream().flatMap(this::trouble))
                .filter(trouble -> !trouble.since().isBefore(since))
                .sorted(Comparator.comparing(Trouble::since).reversed())
                .limit(limit)
                .toList();
    }

    private Stream<Trouble> trouble(Image image) {
        return switch (image) {
            case Image.Errored it ->
                Stream.of(trouble(
                        it.object().isPresent() ? Job.Kind.JUDGE : Job.Kind.VERIFY,
                        it,
                        0,
                        Optional.of(it.incident().summary())));
            case Image.Verifying it
            when it.attempts() > 0 -> Stream.of(trouble(Job.Kind.VERIFY, it, it.attempts(), Optional.empty()));
            case Image.Processing it
            when failed(it.attempts(), it.lease()) > 0 ->
                Stream.of(trouble(Job.Kind.JUDGE, it, failed(it.attempts(), it.lease()), Optional.empty()));
            default -> Stream.empty();
        };
    }

    private static int failed(int attempts, Optional<Lease> lease) {
        return attempts - (lease.isPresent() ? 1 : 0);
    }

    private Trouble trouble(Job.Kind kind, Image image, int attempts, Optional<String> incident) {
        return new Trouble(
                kind,
                image.id().value(),
                image.owner(),
                image.life().since(),
                attempts,
                incident,
                last(images.notes(image.id())));
    }

    private Stream<Trouble> trouble(Download download) {
        return switch (download) {
            case Download.Failed it
            when it.failure().code() == Failure.Code.ERROR ->
                Stream.of(trouble(it, 0, Optional.of(it.failure().detail())));
            case Download.Processing it
            when failed(it.attempts(), it.lease()) > 0 ->
                Stream.of(trouble(it, failed(it.attempts(), it.lease()), Optional.empty()));
            default -> Stream.empty();
        };
    }

    private Trouble trouble(Download download, int attempts, Optional<String> incident) {
        return new Trouble(
                Job.Kind.BUILD,
                download.id().value(),
                download.owner(),
                download.since(),
                attempts,
                incident,
                last(downloads.notes(download.id())));
    }

    private static List<Story.Note> last(List<Story.Note> notes) {
        return notes.subList(Math.max(0, notes.size() - LAST_NOTES), notes.size());
    }

    @Override
    public Map<UUID, String> traces(Collection<Trouble> troubles) {
        availability.check();
        Map<UUID, String> traces = new HashMap<>();
        for (Event event : images.eventLog().all()) {
            troubles.stream()
                    .map(Trouble::subject)
                    .filter(subject -> subject.toString().equals(event.subject()))
                    .forEach(subject -> traces.put(subject, event.traceId()));
        }
        return traces;
    }
}

package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.Job;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How things stand in memory. */
public final class MemoryOutlook implements Outlook {

    private final Availability availability;
    private final MemoryImages images;
    private final MemoryDownloads downloads;

    public MemoryOutlook(Availability availability, MemoryImages images, MemoryDownloads downloads) {
        this.availability = availability;
        this.images = images;
        this.downloads = downloads;
    }

    @Override
    public Counts counts(Instant now, int most) {
        availability.check();
        long overdueImages = count(
                images.all().stream(),
                image -> image.dueAt().filter(now::isAfter).isPresent(),
                most);
        long overdueDownloads = count(
                downloads.all().stream(),
                download -> download.status().isActive()
                        && download.dueAt().filter(now::isAfter).isPresent(),
                most);
        return new Counts(
                Arrays.stream(Status.values())
                        .collect(Collectors.toMap(
                                status -> status,
                                status -> count(images.all().stream(), it -> it.status() == status, most))),
                Arrays.stream(DownloadStatus.values())
                        .collect(Collectors.toMap(
                                status -> status,
                                status -> count(downloads.all().stream(), it -> it.status() == status, most))),
                overdueImages + overdueDownloads);
    }

    private static <T> long count(Stream<T> all, Predicate<T> which, int most) {
        return all.filter(which).limit(most).count();
    }

    @Override
    public List<Held> held(int limit) {
        availability.check();
        return Stream.concat(
                        images.all().stream().flatMap(MemoryOutlook::held),
                        downloads.all().stream().flatMap(MemoryOutlook::held))
                .sorted(Comparator.comparing(Held::since))
                .limit(limit)
                .toList();
    }

    private static Stream<Held> held(Image image) {
        return image instanceof Image.Processing it
                ? it.lease().stream()
                        .map(lease -> new Held(
                                lease.worker(),
                                Job.Kind.JUDGE,
                                it.id().value(),
                                it.owner(),
                                it.life().since(),
                                lease.until(),
                                it.attempts()))
                : Stream.empty();
    }

    private static Stream<Held> held(Download download) {
        return download instanceof Download.Processing it
                ? it.lease().stream()
                        .map(lease -> new Held(
                                lease.worker(),
                                Job.Kind.BUILD,
                                it.id().value(),
                                it.owner(),
                                it.begun(),
                                lease.until(),
                                it.attempts()))
                : Stream.empty();
    }

    @Override
    public Optional<Oldest> oldest() {
        availability.check();
        return images.all().stream()
                .filter(image -> image.status().isInWork())
                .min(Comparator.comparing(image -> image.upload().promise().createdAt()))
                .map(image -> new Oldest(
                        image.id(),
                        image.owner(),
                        image.status(),
                        image.upload().promise().createdAt(),
                        image.life().since(),
                        image.dueAt().orElseThrow()));
    }

    /** How long one piece of work took that ended. */
    private record Ended(Instant at, Status in, Duration took) {}

    @Override
    public Series series(Instant since, Duration span, int most) {
        availability.check();
        List<Event> told = images.eventLog().all();
        Map<Instant, List<Ended>> spans = told.stream()
                .filter(event -> !event.time().isBefore(since)
                        && event.move().filter(MemoryOutlook::isEnd).isPresent())
                .sorted(Comparator.comparing(Event::time).reversed())
                .limit(most)
                .map(event -> ended(event, told))
                .collect(Collectors.groupingBy(
                        ended -> since.plus(span.multipliedBy(
                                Duration.between(since, ended.at()).dividedBy(span))),
                        TreeMap::new,
                        Collectors.toList()));
        List<Span> ends = spans.entrySet().stream()
                .map(entry -> span(entry.getKey(), entry.getValue()))
                .toList();
        return new Series(ends, spans.values().stream().mapToLong(List::size).sum());
    }

    private static boolean isEnd(Event.Move move) {
        return move.from().isInWork() && move.to().isFinal();
    }

    private static Ended ended(Event event, List<Event> told) {
        Event.Move move = event.move().orElseThrow();
        Instant begun = told.stream()
                .filter(it -> it.subject().equals(event.subject())
                        && it.move()
                                .filter(one -> one.chapter() == move.chapter())
                                .isPresent())
                .map(Event::time)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Ended(event.time(), move.to(), Duration.between(begun, event.time()));
    }

    private static Span span(Instant from, List<Ended> ended) {
        List<Duration> took = ended.stream().map(Ended::took).sorted().toList();
        return new Span(
                from,
                ended.stream()
                        .map(Ended::in)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                Optional.of(took.get((int) Math.ceil(took.size() * 0.5) - 1)),
                Optional.of(took.get((int) Math.ceil(took.size() * 0.95) - 1)));
    }
}

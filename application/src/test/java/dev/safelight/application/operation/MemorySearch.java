package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finding images and downloads in memory, where there are never more than a window holds. */
public final class MemorySearch implements Search {

    private static final Comparator<Place> BY_NAME =
            Comparator.comparing(Place::name).thenComparingLong(Place::fileId);
    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparingLong(Place::fileId).reversed();

    private final Availability availability;
    private final MemoryImages images;
    private final MemoryDownloads downloads;

    public MemorySearch(Availability availability, MemoryImages images, MemoryDownloads downloads) {
        this.availability = availability;
        this.images = images;
        this.downloads = downloads;
    }

    @Override
    public Found images(ImageFilter filter, Optional<Place> after, int limit) {
        availability.check();
        Comparator<Place> order = filter.isByName() ? BY_NAME : NEWEST_FIRST;
        List<Image> found = images.all().stream()
                .filter(image -> fits(filter, image))
                .filter(image -> after.isEmpty() || order.compare(place(filter, image), after.get()) > 0)
                .sorted(Comparator.comparing(image -> place(filter, image), order))
                .limit(limit + 1)
                .toList();
        return found.size() > limit
                ? new Found(found.subList(0, limit), Optional.of(place(filter, found.get(limit - 1))))
                : new Found(found, Optional.empty());
    }

    private static Place place(ImageFilter filter, Image image) {
        return new Place(image.upload().fileId(), filter.isByName() ? name(image) : "");
    }

    private static String name(Image image) {
        return image.upload().promise().filename().value().toLowerCase(Locale.ROOT);
    }

    private static boolean fits(ImageFilter filter, Image image) {
        return filter.status().filter(Predicate.not(image.status()::equals)).isEmpty()
                && filter.owner().filter(Predicate.not(image.owner()::equals)).isEmpty()
                && filter.set()
                        .filter(Predicate.not(image.upload().set()::equals))
                        .isEmpty()
                && filter.name().filter(name -> !name(image).startsWith(name)).isEmpty()
                && filter.code()
                        .filter(code -> codes(image).noneMatch(code::equals))
                        .isEmpty();
    }

    private static Stream<String> codes(Image image) {
        return switch (image) {
            case Image.Judged it ->
                it.judgement().verdict().reasons().stream()
                        .map(reason -> reason.code().name());
            case Image.UploadFailed it -> Stream.of(it.fault().name());
            default -> Stream.empty();
        };
    }

    @Override
    public List<Image> named(Collection<ImageId> ids) {
        availability.check();
        return images.all().stream().filter(image -> ids.contains(image.id())).toList();
    }

    @Override
    public Optional<Image> numbered(long fileId) {
        availability.check();
        return images.all().stream()
                .filter(image -> image.upload().fileId() == fileId)
                .findFirst();
    }

    @Override
    public List<Image> imagesOfTrace(String traceId, int limit) {
        availability.check();
        Set<String> told = subjects(traceId);
        return images.all().stream()
                .filter(image -> told.contains(image.id().toString()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Download> downloadsOfTrace(String traceId, int limit) {
        availability.check();
        Set<String> told = subjects(traceId);
        return downloads.all().stream()
                .filter(download -> told.contains(download.id().toString()))
                .limit(limit)
                .toList();
    }

    private Set<String> subjects(String traceId) {
        return images.eventLog().all().stream()
                .filter(event -> event.traceId().equals(traceId))
                .map(Event::subject)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Download> downloads(
            Optional<DownloadStatus> status, Optional<OwnerId> owner, Optional<DownloadId> before, int limit) {
        availability.check();
        return downloads.all().stream()
                .filter(it -> status.filter(Predicate.not(it.status()::equals)).isEmpty())
                .filter(it -> owner.filter(Predicate.not(it.owner()::equals)).isEmpty())
                .filter(it -> before.isEmpty()
                        || it.id().toString().compareTo(before.get().toString()) < 0)
                .limit(limit)
                .toList();
    }
}

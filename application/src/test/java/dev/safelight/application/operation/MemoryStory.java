package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.webhook.MemoryWebhooks;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is known of one image in memory. */
public final class MemoryStory implements Story {

    private final Availability availability;
    private final MemoryImages images;
    private final MemoryDownloads downloads;
    private final MemoryJobQueue queue;
    private final MemoryWebhooks webhooks;

    public MemoryStory(
            Availability availability,
            MemoryImages images,
            MemoryDownloads downloads,
            MemoryJobQueue queue,
            MemoryWebhooks webhooks) {
        this.availability = availability;
        this.images = images;
        this.downloads = downloads;
        this.queue = queue;
        this.webhooks = webhooks;
    }

    @Override
    public List<Note> notes(ImageId id) {
        availability.check();
        return images.notes(id);
    }

    @Override
    public List<Queued> jobs(Image image) {
        availability.check();
        return queue.seen(image.id().value());
    }

    @Override
    public List<Delivered> deliveries(List<Event> events) {
        availability.check();
        Set<UUID> ids = events.stream().map(Event::id).collect(Collectors.toSet());
        return webhooks.delivered(ids);
    }

    @Override
    public List<Download> downloads(Image image) {
        availability.check();
        return downloads.all().stream()
                .filter(it -> it.owner().equals(image.owner()))
                .limit(200)
                .filter(it -> it.order().wanted().contains(new Wanted.Id(image.id()))
                        || it.order()
                                .wanted()
                                .contains(new Wanted.FileNumber(image.upload().fileId())))
                .toList();
    }
}

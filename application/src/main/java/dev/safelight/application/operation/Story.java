package dev.safelight.application.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What is known of one image beside the image itself, for who wants to know why.
 *
 * <p><b>Absent</b>: lists are empty. <b>Repeats</b> read anew. <b>Atomicity</b>: each answer is one statement, and two
 * answers may be of different moments. <b>Bounds</b>: each list is cut where it says. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number. Held to this by
 * {@code StoryContract}.
 */
public interface Story {

    /** So many notes are kept with an image. */
    int NOTES = 20;

    /**
     * Something that happened to an image without moving it: a worker took it, or had to put it off.
     *
     * @param attempt the how manieth
     */
    record Note(Instant at, int attempt, String why) {}

    /**
     * A reminder that the image wants work, as it is queued in the database.
     *
     * @param visibleAt when it is given out, or given out again
     * @param deliveries how often it was given out from there
     */
    record Queued(String id, Job.Kind kind, Instant dueAt, Instant visibleAt, int deliveries, boolean dead) {}

    /** @param to where it is delivered to */
    record Delivered(Delivery delivery, URI to) {}

    /** The last {@link #NOTES}, oldest first. */
    List<Note> notes(ImageId id);

    /** Jobs of its last versions, the latest version first; in a queue elsewhere they stay here until they are done. */
    List<Queued> jobs(Image image);

    /** Deliveries of these events, oldest event first; at most 100. */
    List<Delivered> deliveries(List<Event> events);

    /** Among the owner's last 200 downloads those that were asked for with this image, the newest first. */
    List<Download> downloads(Image image);
}

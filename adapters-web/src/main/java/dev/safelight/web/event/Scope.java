package dev.safelight.web.event;

import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import java.util.Optional;

/**
 * Which of an owner's events somebody wants to hear, and when there can be no more.
 *
 * @param subject empty for all
 * @param brief whether events are named by the last part of their type
 * @param over whether all that can happen has happened
 */
public record Scope(Optional<String> subject, boolean brief, boolean over) {

    /** All of the owner's. */
    public static final Scope ALL = new Scope(Optional.empty(), /* brief= */ false, /* over= */ false);

    /** Those about one image. */
    public static Scope of(ImageId image) {
        return new Scope(Optional.of(image.toString()), /* brief= */ false, /* over= */ false);
    }

    /**
     * Those about one download.
     *
     * @param over whether the download is at its end
     */
    public static Scope ofDownload(String job, boolean over) {
        return new Scope(Optional.of(job), /* brief= */ true, over);
    }

    byte[] bytes(Frame frame) {
        return brief ? frame.brief() : frame.full();
    }

    /** Whether nothing more is to be expected after such an event. */
    boolean endsWith(EventType type) {
        return subject.isPresent()
                && switch (type) {
                    case IMAGE_DELETED, DOWNLOAD_COMPLETED, DOWNLOAD_FAILED, DOWNLOAD_CANCELLED, DOWNLOAD_EXPIRED ->
                        true;
                    case IMAGE_VERIFYING,
                            IMAGE_PROCESSING,
                            IMAGE_ACCEPTED,
                            IMAGE_REJECTED,
                            IMAGE_UPLOAD_FAILED,
                            IMAGE_ERROR,
                            SET_READY,
                            DOWNLOAD_QUEUED,
                            DOWNLOAD_PROGRESS -> false;
                };
    }
}

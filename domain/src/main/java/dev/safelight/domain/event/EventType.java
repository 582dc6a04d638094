package dev.safelight.domain.event;

import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.image.Status;
import java.util.Arrays;
import java.util.Optional;

/** What can be heard about. The names are part of the contract with clients and never change. */
public enum EventType {
    IMAGE_VERIFYING("image.verifying"),
    IMAGE_PROCESSING("image.processing"),
    IMAGE_ACCEPTED("image.accepted"),
    IMAGE_REJECTED("image.rejected"),
    IMAGE_UPLOAD_FAILED("image.upload_failed"),
    IMAGE_ERROR("image.error"),
    IMAGE_DELETED("image.deleted"),
    SET_READY("set.ready"),
    DOWNLOAD_QUEUED("download.queued"),
    DOWNLOAD_PROGRESS("download.progress"),
    DOWNLOAD_COMPLETED("download.completed"),
    DOWNLOAD_FAILED("download.failed"),
    DOWNLOAD_CANCELLED("download.cancelled"),
    DOWNLOAD_EXPIRED("download.expired");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it tells of a download. */
    public boolean isOfDownload() {
        return switch (this) {
            case DOWNLOAD_QUEUED,
                    DOWNLOAD_PROGRESS,
                    DOWNLOAD_COMPLETED,
                    DOWNLOAD_FAILED,
                    DOWNLOAD_CANCELLED,
                    DOWNLOAD_EXPIRED -> true;
            case IMAGE_VERIFYING,
                    IMAGE_PROCESSING,
                    IMAGE_ACCEPTED,
                    IMAGE_REJECTED,
                    IMAGE_UPLOAD_FAILED,
                    IMAGE_ERROR,
                    IMAGE_DELETED,
                    SET_READY -> false;
        };
    }

    /** What is told when an image comes to {@code status}. */
    public static EventType of(Status status) {
        return switch (status) {
            case AWAITING_UPLOAD -> throw new IllegalArgumentException("no move leads to AWAITING_UPLOAD");
            case VERIFYING -> IMAGE_VERIFYING;
            case PROCESSING -> IMAGE_PROCESSING;
            case ACCEPTED -> IMAGE_ACCEPTED;
            case REJECTED -> IMAGE_REJECTED;
            case UPLOAD_FAILED -> IMAGE_UPLOAD_FAILED;
            case ERROR -> IMAGE_ERROR;
        };
    }

    /** What is told of a change of a download: its moves. That work begins shows in the progress. */
    public static Optional<EventType> of(DownloadChange change) {
        if (!change.isMove()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (change.after().status()) {
                    case QUEUED -> DOWNLOAD_QUEUED;
                    case PROCESSING -> DOWNLOAD_PROGRESS;
                    case COMPLETED -> DOWNLOAD_COMPLETED;
                    case FAILED -> DOWNLOAD_FAILED;
                    case CANCELLED -> DOWNLOAD_CANCELLED;
                    case EXPIRED -> DOWNLOAD_EXPIRED;
                });
    }

    public static Optional<EventType> parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}

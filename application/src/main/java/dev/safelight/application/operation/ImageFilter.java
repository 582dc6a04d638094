package dev.safelight.application.operation;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.UploadFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which images are meant: those to which all of it applies.
 *
 * @param code of a rule for which it was rejected, or of the fault of its upload
 * @param name how its file's name begins, in small letters; with an owner or without
 */
public record ImageFilter(
        Optional<Status> status,
        Optional<OwnerId> owner,
        Optional<SetId> set,
        Optional<String> code,
        Optional<String> name) {

    public static final ImageFilter ALL =
            new ImageFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A code says where to look: faults are those of uploads, all others those of rejected photos. */
    public ImageFilter {
        name = name.map(it -> it.toLowerCase(Locale.ROOT));
        if (status.isEmpty() && code.isPresent()) {
            status = Optional.of(isFault(code.get()) ? Status.UPLOAD_FAILED : Status.REJECTED);
        }
    }

    public static ImageFilter of(Status status) {
        return new ImageFilter(
                Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it is sorted by name: where nothing but the name leads to an image. */
    public boolean isByName() {
        return name.isPresent() && owner.isEmpty();
    }

    private static boolean isFault(String code) {
        return Arrays.stream(UploadFault.values())
                .anyMatch(fault -> fault.name().equals(code));
    }
}

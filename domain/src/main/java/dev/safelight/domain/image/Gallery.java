package dev.safelight.domain.image;

import java.util.List;
import java.util.Optional;

/**
 * The accepted photos of one owner, as seen by one photo that wants to join them.
 *
 * @param version grows whenever a photo joins or leaves; a verdict that was reached on an older one cannot be written
 * @param near accepted photos within reach of being too similar, the nearest first and of these an identical file first,
 *     {@value #MOST} at most
 */
public record Gallery(long version, List<Neighbour> near) {

    /** So many candidates are worth a second look. */
    public static final int MOST = 8;

    public Gallery {
        near = List.copyOf(near);
    }

    public Optional<Neighbour> nearest() {
        return near.stream().findFirst();
    }
}

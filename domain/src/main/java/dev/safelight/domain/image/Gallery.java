package dev.safelight.domain.image;

import java.util.Optional;

/**
 * The accepted photos of one owner, as seen by one photo that wants to join them.
 *
 * @param version grows whenever a photo joins or leaves; a verdict that was reached on an older one cannot be written
 * @param nearest the most similar accepted photo, if there is any within reach of being too similar
 */
public record Gallery(long version, Optional<Neighbour> nearest) {}

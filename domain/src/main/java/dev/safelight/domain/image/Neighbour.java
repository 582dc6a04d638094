package dev.safelight.domain.image;

/**
 * An accepted photo of the same owner that is like the one being judged.
 *
 * @param distance bits in which the fingerprints differ, 0 to 256, whichever way one of them is mirrored or turned
 * @param identical whether the files are the same to the byte
 */
public record Neighbour(ImageId id, int distance, boolean identical) {}

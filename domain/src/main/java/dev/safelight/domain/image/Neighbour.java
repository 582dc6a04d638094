package dev.safelight.domain.image;

/**
 * The accepted photo of the same owner that is most like the one being judged.
 *
 * @param distance bits in which the fingerprints differ, 0 to 256, whichever way one of them is mirrored or turned
 * @param identical whether the files are the same to the byte
 */
public record Neighbour(ImageId id, int distance, boolean identical) {}

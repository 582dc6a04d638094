package dev.safelight.domain.image;

/**
 * What was made from the photo, by the keys of the objects.
 *
 * @param normalized key of the {@link Variant#NORMALIZED} JPEG
 * @param thumbnail key of the {@link Variant#THUMBNAIL} JPEG
 */
public record Derivatives(String normalized, String thumbnail) {}

package dev.safelight.domain.image;

/** What can be fetched of an image. */
public enum Variant {
    /** The bytes as they were uploaded. */
    ORIGINAL,
    /** Upright sRGB JPEG without metadata, longest side at most 4096 px. */
    NORMALIZED,
    /** Upright sRGB JPEG without metadata for lists, longest side at most 512 px. */
    THUMBNAIL
}

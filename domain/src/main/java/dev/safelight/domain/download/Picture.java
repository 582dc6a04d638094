package dev.safelight.domain.download;

/** Which picture of each photo is delivered. */
public enum Picture {
    /** Upright, in sRGB, without metadata: what most want to work with. */
    NORMALIZED,
    /** The file as it was uploaded, with everything that is in it. */
    ORIGINAL
}

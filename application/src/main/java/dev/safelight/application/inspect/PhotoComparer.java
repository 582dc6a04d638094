package dev.safelight.application.inspect;

/**
 * A finer look at two photos whose fingerprints are alike, at what {@link PhotoInspector} made of them. Deterministic, safe
 * for any number of threads, and below a tenth of a second.
 */
@FunctionalInterface
public interface PhotoComparer {

    /**
     * Whether the two thumbnails show two photos, not a photo and a copy of it, however that was cropped a little, turned
     * or retouched as a whole. False when it cannot be told: then the fingerprints have the last word.
     */
    boolean areTwo(byte[] one, byte[] other);
}

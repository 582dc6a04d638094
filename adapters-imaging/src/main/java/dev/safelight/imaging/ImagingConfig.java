package dev.safelight.imaging;

import dev.safelight.domain.image.Format;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How much a photo may cost.
 *
 * @param formats that are decoded, of JPEG, PNG, WebP and HEIC; of others only the format is told
 * @param faces whether faces are looked for
 * @param normalizedSide the longer side of a normalized picture at most, in px, from {@value #MIN_NORMALIZED_SIDE} to {@value
 *     #MAX_NORMALIZED_SIDE}; it may come out an eighth smaller where that is cheaper
 * @param maxMegapixels more are not decoded; at least the limit of the policy, else photos in between would pass
 *     without being looked at
 * @param memoryBytes that all photos in hand may take together, the decoder's own memory included
 * @param cpuTime of the thread per photo; a photo that takes longer is to blame. A progressive JPEG of 100 megapixels
 *     takes a third of the default on a machine of 2020
 * @param wallTime per photo, waiting for memory not counted; when it passes first, the machine is to blame
 */
public record ImagingConfig(
        Set<Format> formats,
        boolean faces,
        int normalizedSide,
        double maxMegapixels,
        long memoryBytes,
        Duration cpuTime,
        Duration wallTime) {

    /** Measures are taken of a picture of that size. */
    public static final int MIN_NORMALIZED_SIDE = 1024;

    public static final int MAX_NORMALIZED_SIDE = 4096;

    public ImagingConfig {
        if (normalizedSide < MIN_NORMALIZED_SIDE || normalizedSide > MAX_NORMALIZED_SIDE) {
            throw new IllegalArgumentException("no normalized picture of " + normalizedSide + " px");
        }
        formats = Set.copyOf(formats);
    }

    /** Half of the heap for pictures: the rest is for the files themselves and for everything else. */
    public static ImagingConfig defaults() {
        return new ImagingConfig(
                EnumSet.of(Format.JPEG, Format.PNG, Format.WEBP, Format.HEIC),
                true,
                MAX_NORMALIZED_SIDE,
                100,
                Runtime.getRuntime().maxMemory() / 2,
                Duration.ofSeconds(20),
                Duration.ofMinutes(3));
    }

    /** The same with other formats. */
    public ImagingConfig decoding(Set<Format> others) {
        return new ImagingConfig(others, faces, normalizedSide, maxMegapixels, memoryBytes, cpuTime, wallTime);
    }

    /** The same with normalized pictures of another size. */
    public ImagingConfig normalizedTo(int side) {
        return new ImagingConfig(formats, faces, side, maxMegapixels, memoryBytes, cpuTime, wallTime);
    }

    /** The same, and nobody looks for faces. */
    public ImagingConfig withoutFaces() {
        return new ImagingConfig(formats, false, normalizedSide, maxMegapixels, memoryBytes, cpuTime, wallTime);
    }
}

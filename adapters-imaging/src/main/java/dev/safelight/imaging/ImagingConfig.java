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
        double maxMegapixels,
        long memoryBytes,
        Duration cpuTime,
        Duration wallTime) {

    public ImagingConfig {
        formats = Set.copyOf(formats);
    }

    /** Half of the heap for pictures: the rest is for the files themselves and for everything else. */
    public static ImagingConfig defaults() {
        return new ImagingConfig(
                EnumSet.of(Format.JPEG, Format.PNG, Format.WEBP, Format.HEIC),
                true,
                100,
                Runtime.getRuntime().maxMemory() / 2,
                Duration.ofSeconds(20),
                Duration.ofMinutes(3));
    }

    /** The same with other formats. */
    public ImagingConfig decoding(Set<Format> others) {
        return new ImagingConfig(others, faces, maxMegapixels, memoryBytes, cpuTime, wallTime);
    }

    /** The same, and nobody looks for faces. */
    public ImagingConfig withoutFaces() {
        return new ImagingConfig(formats, false, maxMegapixels, memoryBytes, cpuTime, wallTime);
    }
}

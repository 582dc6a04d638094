package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.List;

/** How a photo has to be turned to be upright, in the order of EXIF's values 1 to 8 (CIPA DC-008, tag 0x0112). */
public enum Orientation {
    UPRIGHT(1, false, false, false),
    MIRRORED(2, true, false, false),
    UPSIDE_DOWN(3, true, true, false),
    UPSIDE_DOWN_MIRRORED(4, false, true, false),
    TRANSPOSED(5, false, false, true),
    QUARTER_TURN_RIGHT(6, false, true, true),
    TRANSVERSED(7, true, true, true),
    QUARTER_TURN_LEFT(8, true, false, true);

    private final int exif;
    private final boolean flipsX;
    private final boolean flipsY;
    private final boolean swapsSides;

    /** As stored first left and right change places, then above and below, then columns and rows. */
    Orientation(int exif, boolean flipsX, boolean flipsY, boolean swapsSides) {
        this.exif = exif;
        this.flipsX = flipsX;
        this.flipsY = flipsY;
        this.swapsSides = swapsSides;
    }

    /** What EXIF's {@code value} means; upright for values that it does not know. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** EXIF's number for it, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether what is stored as a row stands upright as a column. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** The upright picture: {@code stored} itself when it is that already. */
    public Planes upright(Planes stored, Checkpoint checkpoint) {
        if (this == UPRIGHT) {
            return stored;
        }
        Turning turning = new Turning(flipsX, flipsY, swapsSides, checkpoint);
        List<Plane> chroma = stored.chroma().stream()
                .map(plane -> turning.turned(settled(plane, stored)))
                .toList();
        return new Planes(upright(stored.sampling()), turning.turned(stored.luma()), chroma);
    }

    private Sampling upright(Sampling stored) {
        return switch (stored) {
            case YUV_422 -> swapsSides ? Sampling.YUV_440 : stored;
            case YUV_440 -> swapsSides ? Sampling.YUV_422 : stored;
            case GRAY, YUV_420, YUV_444 -> stored;
        };
    }

    /**
     * Colours stand for pairs of pixels, counted from the left; at an odd width the last stands for one. Mirrored, pairs
     * are counted from the other side, and each lies across two of the old ones.
     */
    private Plane settled(Plane chroma, Planes stored) {
        Sampling sampling = stored.sampling();
        boolean across = flipsX && sampling.shiftX() == 1 && stored.width() % 2 == 1;
        boolean down = flipsY && sampling.shiftY() == 1 && stored.height() % 2 == 1;
        Plane settled = across ? Turning.moved(chroma, 1, 0) : chroma;
        return down ? Turning.moved(settled, 0, 1) : settled;
    }
}

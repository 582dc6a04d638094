package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Checkpoint;

/**
 * How a picture is to be decoded.
 *
 * @param tiles who decodes the tiles of which large pictures are made
 * @param checkpoint asked by every thread that decodes
 * @param atLeastLongerSide the picture may be smaller by 2, 4 or 8, as long as its longer side has so many pixels; 0 for its
 *     full size
 */
public record HeifDecoding(TileRunner tiles, Checkpoint checkpoint, int atLeastLongerSide) {

    public HeifDecoding {
        if (atLeastLongerSide < 0) {
            throw new IllegalArgumentException("no side of " + atLeastLongerSide + " pixels");
        }
    }

    /** All of it, by the calling thread, however long it takes. */
    public static HeifDecoding whole() {
        return new HeifDecoding(TileRunner.INLINE, Checkpoint.NONE, 0);
    }

    public HeifDecoding withTiles(TileRunner runner) {
        return new HeifDecoding(runner, checkpoint, atLeastLongerSide);
    }

    public HeifDecoding withCheckpoint(Checkpoint other) {
        return new HeifDecoding(tiles, other, atLeastLongerSide);
    }

    public HeifDecoding atLeast(int longerSide) {
        return new HeifDecoding(tiles, checkpoint, longerSide);
    }

    /** The most that a picture of this size may be reduced by: 1, 2, 4 or 8. */
    int reduction(int width, int height) {
        int most = 1;
        int longer = Math.max(width, height);
        while (atLeastLongerSide > 0 && most < 8 && (longer + 2 * most - 1) / (2 * most) >= atLeastLongerSide) {
            most *= 2;
        }
        return most;
    }
}

package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;

/** Turns and mirrors a plane: flips first, then swaps columns and rows. */
record Turning(boolean flipsX, boolean flipsY, boolean swapsSides, Checkpoint checkpoint) {

    /** So many pixels across and down that both sides of a turn stay in the nearest cache. */
    private static final int TILE = 32;

    Plane turned(Plane from) {
        Plane to = swapsSides ? new Plane(from.height(), from.width()) : new Plane(from.width(), from.height());
        for (int y = 0; y < from.height(); y += TILE) {
            checkpoint.check();
            int below = Math.min(from.height(), y + TILE);
            if (swapsSides) {
                swap(from, to, y, below);
            } else {
                flip(from, to, y, below);
            }
        }
        return to;
    }

    private void flip(Plane from, Plane to, int upper, int below) {
        for (int y = upper; y < below; y++) {
            int source = y * from.stride();
            int target = (flipsY ? to.height() - 1 - y : y) * to.stride();
            if (!flipsX) {
                System.arraycopy(from.samples(), source, to.samples(), target, to.width());
                continue;
            }
            for (int x = 0, at = target + to.width() - 1; x < to.width(); x++) {
                to.samples()[at--] = from.samples()[source + x];
            }
        }
    }

    private void swap(Plane from, Plane to, int upper, int below) {
        int step = flipsY ? -1 : 1;
        int start = flipsY ? from.height() - 1 - upper : upper;
        for (int left = 0; left < from.width(); left += TILE) {
            for (int x = left; x < Math.min(from.width(), left + TILE); x++) {
                int target = (flipsX ? from.width() - 1 - x : x) * to.stride() + start;
                int source = upper * from.stride() + x;
                for (int y = upper; y < below; y++) {
                    to.samples()[target] = from.samples()[source];
                    target += step;
                    source += from.stride();
                }
            }
        }
    }

    /** Each sample becomes the mean of itself and the one before it, which lies half a sample further back. */
    static Plane moved(Plane from, int acrossBy, int downBy) {
        Plane moved = new Plane(from.width(), from.height());
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                int before = from.at(Math.max(0, x - acrossBy), Math.max(0, y - downBy));
                moved.samples()[y * moved.stride() + x] = (byte) ((from.at(x, y) + before + 1) >> 1);
            }
        }
        return moved;
    }
}

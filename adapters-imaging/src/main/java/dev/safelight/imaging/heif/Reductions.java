package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.heif.Scene.Shown;

/** When a picture can be reduced as it comes out of the decoder, and how much memory it takes. */
final class Reductions {

    /** What a decoder of one coded picture holds for each of its pixels: samples, a copy to filter from, modes. */
    private static final int CODED_BYTES = 8;

    private static final int CODED_BYTES_PER_COLOUR = 13;

    private Reductions() {}

    /** Whether tiles begin at whole colours. Others are put together with a colour for every pixel. */
    static boolean isAligned(Scene scene) {
        return scene instanceof Scene.Grid grid ? fits(grid, 1) : true;
    }

    private static boolean fits(Scene.Grid grid, int reduction) {
        Shown tile = grid.tiles().getFirst();
        int cellX = reduction << grid.sampling().shiftX();
        int cellY = reduction << grid.sampling().shiftY();
        boolean across = grid.columns() == 1 || tile.width() % cellX == 0;
        boolean down = grid.columns() == grid.tiles().size() || tile.height() % cellY == 0;
        return across && down;
    }

    /**
     * {@code reduction} where no square of so many pixels belongs to two tiles, and squares begin where the shown part does;
     * 1 otherwise: then the picture is reduced when it is complete.
     */
    static int early(Shown shown, int reduction) {
        View view = shown.view();
        Sampling sampling = shown.scene().sampling();
        boolean begins = view.left() % (reduction << sampling.shiftX()) == 0
                && view.top() % (reduction << sampling.shiftY()) == 0;
        boolean fits = !(shown.scene() instanceof Scene.Grid grid) || fits(grid, reduction);
        return begins && fits ? reduction : 1;
    }

    /** Of the planes that are the result. */
    static long resultBytes(Shown shown, int reduction) {
        long width = ((long) shown.width() + reduction - 1) / reduction;
        long height = ((long) shown.height() + reduction - 1) / reduction;
        View view = shown.view();
        int storedWidth = (int) (view.turn().transposed() ? height : width);
        int storedHeight = (int) (view.turn().transposed() ? width : height);
        Sampling stored = shown.scene().sampling();
        boolean kept = isAligned(shown.scene()) && Canvas.keepsColours(stored, view, storedWidth, storedHeight);
        if (stored == Sampling.GRAY) {
            return width * height;
        }
        Sampling sampling = kept ? stored : Sampling.YUV_444;
        return width * height + 2L * sampling.across(storedWidth) * sampling.down(storedHeight);
    }

    /** Beyond the result, while it is made. */
    static long workingBytes(Shown shown, int reduction, int atOnce) {
        boolean late = shown.alpha().isPresent() || early(shown, reduction) != reduction;
        long full = late ? resultBytes(shown, 1) : 0;
        long alpha = shown.alpha()
                .map(plane -> Math.max(sceneBytes(plane.scene(), atOnce), 2 * shown.pixels()))
                .orElse(0L);
        return full + alpha + sceneBytes(shown.scene(), atOnce);
    }

    private static long sceneBytes(Scene scene, int atOnce) {
        return switch (scene) {
            case Scene.Coded coded -> codedBytes(coded);
            case Scene.Grid grid -> {
                long each = 0;
                for (Shown tile : grid.tiles()) {
                    each = Math.max(each, workingBytes(tile, 1, 1) + (tile.isPlain() ? 0 : 3 * tile.pixels()));
                }
                yield each * Math.min(atOnce, grid.tiles().size());
            }
            case Scene.Overlay overlay -> {
                long most = 0;
                for (Scene.Layer layer : overlay.layers()) {
                    Shown picture = layer.picture();
                    most = Math.max(most, workingBytes(picture, 1, atOnce) + 3 * picture.pixels());
                }
                yield most + 3L * overlay.width() * overlay.height();
            }
        };
    }

    private static long codedBytes(Scene.Coded coded) {
        int width = coded.decoder().format().width();
        int height = coded.decoder().format().height();
        boolean dense = coded.sampling() == Sampling.YUV_444 || coded.sampling() == Sampling.YUV_422;
        return (long) width * height * (dense ? CODED_BYTES_PER_COLOUR : CODED_BYTES);
    }
}

package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.heif.Scene.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decodes a scene and puts it together. */
final class Composer {

    private final HeifDecoding how;

    Composer(HeifDecoding how) {
        this.how = how;
    }

    /** On white, and reduced. */
    Planes show(Shown shown, int reduction) throws Unreadable {
        Optional<Plane> alpha = alpha(shown);
        int early = alpha.isPresent() ? 1 : Reductions.early(shown, reduction);
        Planes planes = paint(shown, early);
        if (alpha.isPresent()) {
            OnWhite.put(planes, alpha.get(), shown.premultiplied());
        }
        return early == reduction ? planes : reduced(planes, reduction);
    }

    /**
     * Mixing is done at full size. Thus what is transparent in part comes out as if it had been shown first and reduced then.
     */
    private Planes reduced(Planes planes, int reduction) {
        View whole = View.whole(planes.width(), planes.height());
        Canvas canvas = new Canvas(planes.sampling(), true, whole, reduction);
        canvas.put(Rows.of(planes), 0, 0, how.checkpoint());
        return canvas.planes();
    }

    private Optional<Plane> alpha(Shown shown) throws Unreadable {
        if (shown.alpha().isEmpty()) {
            return Optional.empty();
        }
        Plane plane = paint(shown.alpha().get(), 1).luma();
        return Optional.of(stretched(plane, shown.width(), shown.height()));
    }

    /** An alpha of another size is stretched (ISO/IEC 23008-12, 6.9.2), by the nearest sample. */
    private static Plane stretched(Plane plane, int width, int height) {
        if (plane.width() == width && plane.height() == height) {
            return plane;
        }
        Plane stretched = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            int row = (int) ((long) y * plane.height() / height);
            for (int x = 0; x < width; x++) {
                int column = (int) ((long) x * plane.width() / width);
                stretched.samples()[y * width + x] = (byte) plane.at(column, row);
            }
        }
        return stretched;
    }

    /** Without its alpha. */
    private Planes paint(Shown shown, int reduction) throws Unreadable {
        Scene scene = shown.scene();
        Canvas canvas = new Canvas(scene.sampling(), Reductions.isAligned(scene), shown.view(), reduction);
        switch (scene) {
            case Scene.Coded coded -> canvas.put(rows(coded), 0, 0, how.checkpoint());
            case Scene.Grid grid -> how.tiles().run(tasks(grid, canvas));
            case Scene.Overlay overlay -> canvas.put(Rows.of(laid(overlay)), 0, 0, how.checkpoint());
        }
        return canvas.planes();
    }

    private List<TileRunner.Task> tasks(Scene.Grid grid, Canvas canvas) {
        List<TileRunner.Task> tasks = new ArrayList<>();
        for (int i = 0; i < grid.tiles().size(); i++) {
            Shown tile = grid.tiles().get(i);
            int left = grid.left(i);
            int top = grid.top(i);
            tasks.add(() -> canvas.put(rows(tile), left, top, how.checkpoint()));
        }
        return tasks;
    }

    /** A tile that is made from others is made by one thread. */
    private Rows rows(Shown tile) throws Unreadable {
        if (tile.isPlain() && tile.scene() instanceof Scene.Coded coded) {
            return rows(coded);
        }
        return Rows.of(new Composer(how.withTiles(TileRunner.INLINE)).show(tile, 1));
    }

    private Rows rows(Scene.Coded coded) throws Unreadable {
        how.checkpoint().check();
        return CodedRows.of(
                coded.decoder()
                        .decode(
                                coded.data().bytes(),
                                coded.data().from(),
                                coded.data().to(),
                                how.checkpoint()),
                coded.colour());
    }

    private Planes laid(Scene.Overlay overlay) throws Unreadable {
        Planes ground =
                new Planes(Sampling.YUV_444, filled(overlay, 0), List.of(filled(overlay, 1), filled(overlay, 2)));
        for (Scene.Layer layer : overlay.layers()) {
            how.checkpoint().check();
            Shown picture = layer.picture();
            Optional<Plane> alpha = alpha(picture);
            OnWhite.lay(ground, paint(picture, 1), alpha, picture.premultiplied(), layer.left(), layer.top());
        }
        return ground;
    }

    private static Plane filled(Scene.Overlay overlay, int plane) {
        Plane filled = new Plane(overlay.width(), overlay.height());
        Arrays.fill(filled.samples(), overlay.ground()[plane]);
        return filled;
    }
}

package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.hevc.HevcDecoder;
import dev.safelight.imaging.hevc.VideoColour;
import java.util.List;
import java.util.Optional;

/** What is to be decoded and how it is put together, before it is cropped and turned. */
sealed interface Scene {

    int width();

    int height();

    Sampling sampling();

    /** One coded picture, which may be larger than what is said of it, at its right and its bottom. */
    record Coded(int width, int height, HevcDecoder decoder, ByteView data, VideoColour colour) implements Scene {

        @Override
        public Sampling sampling() {
            return decoder.format().sampling();
        }
    }

    /**
     * Pictures of one size side by side, row by row (ISO/IEC 23008-12, 6.6.2.3). What reaches over the edge at the right
     * and the bottom is not shown.
     */
    record Grid(int width, int height, int columns, List<Shown> tiles) implements Scene {

        @Override
        public Sampling sampling() {
            return tiles.getFirst().sampling();
        }

        int left(int tile) {
            return tile % columns * tiles.getFirst().width();
        }

        int top(int tile) {
            return tile / columns * tiles.getFirst().height();
        }
    }

    /**
     * Pictures upon each other on a ground (6.6.2.2).
     *
     * @param ground Y, Cb and Cr, already on white where it is transparent
     */
    record Overlay(int width, int height, byte[] ground, List<Layer> layers) implements Scene {

        @Override
        public Sampling sampling() {
            return Sampling.YUV_444;
        }
    }

    /** @param left where it lies; it may reach over every edge */
    record Layer(Shown picture, int left, int top) {}

    /**
     * A picture as it is shown.
     *
     * @param premultiplied by the alpha
     */
    record Shown(Scene scene, View view, Optional<Shown> alpha, boolean premultiplied) {

        int width() {
            return view.shownWidth();
        }

        int height() {
            return view.shownHeight();
        }

        /** As shown. */
        Sampling sampling() {
            Sampling stored = scene.sampling();
            return view.turn().transposed() ? Canvas.transposed(stored) : stored;
        }

        /** Neither cropped, turned, nor transparent: its samples can be had as they are. */
        boolean isPlain() {
            return alpha.isEmpty() && view.isWhole(scene.width(), scene.height());
        }

        long pixels() {
            return (long) width() * height();
        }
    }
}

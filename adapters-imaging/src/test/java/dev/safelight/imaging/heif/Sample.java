package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A small coded picture that we made ourselves: 96×64, with gradients, a white corner at the upper left and a red field
 * at the lower right, so that no two of its eight orientations look alike.
 *
 * @param setup the box hvcC
 */
record Sample(String name, byte[] file, byte[] setup, byte[] data) {

    static Sample of(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name + ".heic")) {
            byte[] file = Objects.requireNonNull(in, name).readAllBytes();
            Items items = Items.of(ByteView.of(file), HeifLimits.defaults());
            Item item = items.primary();
            ByteView setup = item.first(Property.HevcSetup.class).orElseThrow().body();
            byte[] data = items.bytes(item).copy();
            return new Sample(name, file, Bytes.box("hvcC", setup.copy()), data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    int width() {
        return 96;
    }

    int height() {
        return 64;
    }

    /** What was encoded, as {@code 0xRRGGBB}. */
    static int pattern(int x, int y) {
        if (x < 24 && y < 16) {
            return 0xFFFFFF;
        }
        if (y > 48 && x > 48) {
            return 200 << 16 | 30 << 8 | 30;
        }
        return (40 + 150 * x / 96) << 16 | (40 + 150 * y / 64) << 8 | (x < 48 ? 60 : 180);
    }
}

package dev.safelight.imaging.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * Converts to sRGB through Java's colour management. A profile that is broken or does not fit is no conversion: colours are
 * off by a shade then, as in browsers, not unreadable.
 */
final class ManagedConversion implements ConvertedRows.Conversion {

    /** Which channel of a profile lies where in a packed pixel. */
    private enum Layout {
        GRAY(ColorSpace.TYPE_GRAY, 1, 0, 0),
        RGB(ColorSpace.TYPE_RGB, 3, 16, -8),
        INKS(ColorSpace.TYPE_CMYK, 4, 0, 8);

        private final int type;
        private final int channels;
        private final int firstShift;
        private final int nextShift;

        Layout(int type, int channels, int firstShift, int nextShift) {
            this.type = type;
            this.channels = channels;
            this.firstShift = firstShift;
            this.nextShift = nextShift;
        }
    }

    private final Layout layout;
    private final ColorConvertOp op;

    private ManagedConversion(ICC_Profile from, Layout layout) {
        this.layout = layout;
        this.op = new ColorConvertOp(
                new ICC_ColorSpace(from), ColorSpace.getInstance(ColorSpace.CS_sRGB), /* hints= */ null);
    }

    static Optional<ManagedConversion> ofRgb(byte[] profile) {
        return of(profile, Layout.RGB);
    }

    /** From the lowest byte up. */
    static Optional<ManagedConversion> ofInks(byte[] profile) {
        return of(profile, Layout.INKS);
    }

    /** From the lowest byte; the result is as gray as the profile says. */
    static Optional<ManagedConversion> ofGray(byte[] profile) {
        return of(profile, Layout.GRAY);
    }

    private static Optional<ManagedConversion> of(byte[] bytes, Layout layout) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            if (profile.getColorSpaceType() != layout.type) {
                return Optional.empty();
            }
            ManagedConversion conversion = new ManagedConversion(profile, layout);
            conversion.apply(new int[1], 1); // tables inside a profile are read when they are first used
            return Optional.of(conversion);
        } catch (CMMException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    @Override
    public void apply(int[] pixels, int count) {
        WritableRaster from = strip(count, layout.channels);
        byte[] in = ((DataBufferByte) from.getDataBuffer()).getData();
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < layout.channels; channel++) {
                in[i * layout.channels + channel] =
                        (byte) (pixels[i] >> (layout.firstShift + channel * layout.nextShift));
            }
        }
        WritableRaster to = strip(count, 3);
        op.filter(from, to);
        byte[] out = ((DataBufferByte) to.getDataBuffer()).getData();
        for (int i = 0; i < count; i++) {
            pixels[i] = (out[3 * i] & 255) << 16 | (out[3 * i + 1] & 255) << 8 | (out[3 * i + 2] & 255);
        }
    }

    private static WritableRaster strip(int length, int channels) {
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, length, 1, channels, null);
    }
}

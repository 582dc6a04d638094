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

/** Converts through Java's colour management, a strip of pixels at a time so that it needs no second picture. */
final class ManagedConversion {

    private static final int STRIP = 65_536;

    private final int channels;
    private final ColorConvertOp op;

    private ManagedConversion(ICC_Profile from, int channels) {
        this.channels = channels;
        this.op = new ColorConvertOp(
                new ICC_ColorSpace(from), ColorSpace.getInstance(ColorSpace.CS_sRGB), /* hints= */ null);
    }

    /** Whether it could be done: tables inside a profile may be broken, and then nothing is changed. */
    static boolean ofRgb(Picture picture, ICC_Profile profile) {
        return converted(profile, 3, picture.pixels(), 16, -8);
    }

    /** The same for inks, from the lowest byte up. */
    static boolean ofInks(Picture picture, ICC_Profile profile) {
        return converted(profile, 4, picture.pixels(), 0, 8);
    }

    /** Converts the 256 grays that there are, and looks them up. */
    static void ofGray(Picture picture, ICC_Profile profile) {
        int[] grays = new int[256];
        for (int i = 0; i < grays.length; i++) {
            grays[i] = i;
        }
        if (converted(profile, 1, grays, 0, 0)) {
            int[] pixels = picture.pixels();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = grays[pixels[i] & 255];
            }
        }
    }

    private static boolean converted(ICC_Profile from, int channels, int[] pixels, int firstShift, int nextShift) {
        try {
            ManagedConversion conversion = new ManagedConversion(from, channels);
            conversion.apply(new int[1], firstShift, nextShift);
            conversion.apply(pixels, firstShift, nextShift);
            return true;
        } catch (CMMException | IllegalArgumentException broken) {
            return false;
        }
    }

    private void apply(int[] pixels, int firstShift, int nextShift) {
        for (int start = 0; start < pixels.length; start += STRIP) {
            int length = Math.min(STRIP, pixels.length - start);
            WritableRaster from = strip(length, channels);
            byte[] in = ((DataBufferByte) from.getDataBuffer()).getData();
            for (int i = 0; i < length; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    in[i * channels + channel] = (byte) (pixels[start + i] >> (firstShift + channel * nextShift));
                }
            }
            WritableRaster to = strip(length, 3);
            op.filter(from, to);
            byte[] out = ((DataBufferByte) to.getDataBuffer()).getData();
            for (int i = 0; i < length; i++) {
                pixels[start + i] = (out[3 * i] & 255) << 16 | (out[3 * i + 1] & 255) << 8 | (out[3 * i + 2] & 255);
            }
        }
    }

    private static WritableRaster strip(int length, int channels) {
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, length, 1, channels, null);
    }
}

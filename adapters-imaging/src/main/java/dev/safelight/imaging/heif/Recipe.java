package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;

/** How a grid is laid out (ISO/IEC 23008-12, 6.6.2.3.2). */
record Recipe(int width, int height, int rows, int columns) {

    static Recipe grid(ByteView bytes) throws Unreadable {
        Fields fields = new Fields(bytes, 0);
        int version = fields.u8();
        int large = fields.u8() & 1;
        if (version != 0) {
            throw Unreadable.rare("a grid of version " + version);
        }
        int rows = fields.u8() + 1;
        int columns = fields.u8() + 1;
        return new Recipe(side(fields, large), side(fields, large), rows, columns);
    }

    /**
     * How an overlay is (6.6.2.2.2).
     *
     * @param ground Y, Cb and Cr of what shows where nothing lies, on white
     */
    record Overlay(int width, int height, byte[] ground, int[] left, int[] top) {}

    static Overlay overlay(ByteView bytes, int layers) throws Unreadable {
        Fields fields = new Fields(bytes, 0);
        int version = fields.u8();
        int large = fields.u8() & 1;
        if (version != 0) {
            throw Unreadable.rare("an overlay of version " + version);
        }
        byte[] ground = OnWhite.ground(fields.u16(), fields.u16(), fields.u16(), fields.u16());
        int width = side(fields, large);
        int height = side(fields, large);
        int[] left = new int[layers];
        int[] top = new int[layers];
        for (int i = 0; i < layers; i++) {
            left[i] = large == 1 ? (int) fields.u32() : (short) fields.u16();
            top[i] = large == 1 ? (int) fields.u32() : (short) fields.u16();
        }
        return new Overlay(width, height, ground, left, top);
    }

    private static int side(Fields fields, int large) throws Unreadable {
        long side = large == 1 ? fields.u32() : fields.u16();
        if (side < 1 || side > Integer.MAX_VALUE) {
            throw Unreadable.corrupt("a side of " + side + " pixels");
        }
        return (int) side;
    }
}

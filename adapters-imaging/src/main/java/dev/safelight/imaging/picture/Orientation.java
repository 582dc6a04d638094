package dev.safelight.imaging.picture;

import dev.safelight.domain.rule.PixelSize;

/** How a photo has to be turned to be upright, in the order of EXIF's values 1 to 8 (CIPA DC-008, tag 0x0112). */
public enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    UPSIDE_DOWN_MIRRORED,
    TRANSPOSED,
    QUARTER_TURN_RIGHT,
    TRANSVERSED,
    QUARTER_TURN_LEFT;

    /** What EXIF's {@code value} means; upright for values that it does not know. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** The size of the upright photo whose pixels are stored at {@code stored}. */
    public PixelSize upright(PixelSize stored) {
        return swapsSides() ? stored.turned() : stored;
    }

    /** The upright picture: {@code stored} itself when it is that already. */
    public Picture upright(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapsSides() ? stored.height() : stored.width();
        int height = swapsSides() ? stored.width() : stored.height();
        int[] turned = new int[width * height];
        for (int y = 0; y < stored.height(); y++) {
            int from = y * stored.width();
            int to = target(0, y, stored.width(), stored.height());
            int step = stored.width() == 1 ? 0 : target(1, y, stored.width(), stored.height()) - to;
            for (int x = 0; x < stored.width(); x++) {
                turned[to + x * step] = stored.pixels()[from + x];
            }
        }
        return new Picture(width, height, turned);
    }

    private boolean swapsSides() {
        return switch (this) {
            case UPRIGHT, MIRRORED, UPSIDE_DOWN, UPSIDE_DOWN_MIRRORED -> false;
            case TRANSPOSED, QUARTER_TURN_RIGHT, TRANSVERSED, QUARTER_TURN_LEFT -> true;
        };
    }

    /** Where the stored pixel ({@code x}, {@code y}) lies in the upright picture. */
    private int target(int x, int y, int width, int height) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + right;
            case UPSIDE_DOWN -> below * width + right;
            case UPSIDE_DOWN_MIRRORED -> below * width + x;
            case TRANSPOSED -> x * height + y;
            case QUARTER_TURN_RIGHT -> x * height + below;
            case TRANSVERSED -> right * height + below;
            case QUARTER_TURN_LEFT -> right * height + y;
        };
    }
}

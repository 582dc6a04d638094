package dev.safelight.imaging.colour;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;

/**
 * Reads ICC profiles (ICC.1:2022) as far as matrix profiles need: the header (section 7.2), the tag table (7.3), and of
 * the tags the primaries and the curves (10.6, 10.18, 10.31).
 */
public final class Icc {

    /** Press profiles with large tables reach 3 MiB. */
    public static final int MAX_BYTES = 4 << 20;

    private static final int HEADER_BYTES = 128;
    private static final int MAX_TAGS = 200;

    private final ByteView profile;

    private Icc(ByteView profile) {
        this.profile = profile;
    }

    /** What the profile says; empty when its header makes no sense. */
    public static Optional<ColourSpace> read(byte[] bytes) {
        ByteView view = ByteView.of(bytes);
        if (bytes.length <= HEADER_BYTES || bytes.length > MAX_BYTES || !view.has(36, "acsp")) {
            return Optional.empty();
        }
        if (view.has(16, "RGB ") && view.has(20, "XYZ ")) {
            Optional<ColourSpace> matrix = new Icc(view).matrix();
            if (matrix.isPresent()) {
                return matrix;
            }
        }
        return Optional.of(new ColourSpace.Icc(bytes));
    }

    private Optional<ColourSpace> matrix() {
        try {
            double[][] primaries = {primary("rXYZ"), primary("gXYZ"), primary("bXYZ")};
            float[][] light = {curve("rTRC"), curve("gTRC"), curve("bTRC")};
            return Optional.of(new ColourSpace.Matrix(light, transposed(primaries)));
        } catch (Unreadable noMatrix) {
            return Optional.empty();
        }
    }

    private ByteView tag(String signature) throws Unreadable {
        long count = Math.min(profile.u32(HEADER_BYTES), MAX_TAGS);
        for (int i = 0; i < count; i++) {
            int entry = HEADER_BYTES + 4 + 12 * i;
            if (profile.has(entry, signature)) {
                long start = profile.u32(entry + 4);
                long end = Math.min(start + profile.u32(entry + 8), profile.length());
                return profile.part((int) Math.min(start, end), (int) end);
            }
        }
        throw Unreadable.corrupt();
    }

    private double[] primary(String signature) throws Unreadable {
        ByteView tag = tag(signature);
        return new double[] {fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)};
    }

    private float[] curve(String signature) throws Unreadable {
        ByteView tag = tag(signature);
        if (tag.has(0, "para")) {
            return parametric(tag);
        }
        if (!tag.has(0, "curv")) {
            throw Unreadable.rare();
        }
        int count = (int) Math.min(tag.u32(8), 65_536);
        return switch (count) {
            case 0 -> power(1);
            case 1 -> power(tag.u16(12) / 256.0);
            default -> sampled(tag, count);
        };
    }

    private static float[] power(double exponent) {
        float[] light = new float[256];
        for (int i = 0; i < light.length; i++) {
            light[i] = (float) Math.pow(i / 255.0, exponent);
        }
        return light;
    }

    private static float[] sampled(ByteView tag, int count) throws Unreadable {
        float[] light = new float[256];
        for (int i = 0; i < light.length; i++) {
            double at = i / 255.0 * (count - 1);
            int below = (int) at;
            int above = Math.min(below + 1, count - 1);
            double share = at - below;
            double value = tag.u16(12 + 2 * below) * (1 - share) + tag.u16(12 + 2 * above) * share;
            light[i] = (float) (value / 65_535);
        }
        return light;
    }

    /** Section 10.18, table 68: the functions differ in how many parameters they have, g, a, b, c, d, e, f in order. */
    private static float[] parametric(ByteView tag) throws Unreadable {
        int function = tag.u16(8);
        int[] counts = {1, 3, 4, 5, 7};
        if (function >= counts.length) {
            throw Unreadable.rare();
        }
        double[] p = new double[7];
        for (int i = 0; i < counts[function]; i++) {
            p[i] = fixed(tag, 12 + 4 * i);
        }
        float[] light = new float[256];
        for (int i = 0; i < light.length; i++) {
            light[i] = (float) Math.clamp(parametric(function, p, i / 255.0), 0, 1);
        }
        return light;
    }

    private static double parametric(int function, double[] p, double x) {
        double powered = Math.pow(Math.max(0, p[1] * x + p[2]), p[0]);
        return switch (function) {
            case 0 -> Math.pow(x, p[0]);
            case 1 -> p[1] * x + p[2] >= 0 ? powered : 0;
            case 2 -> p[1] * x + p[2] >= 0 ? powered + p[3] : p[3];
            case 3 -> x >= p[4] ? powered : p[3] * x;
            default -> x >= p[4] ? powered + p[5] : p[3] * x + p[6];
        };
    }

    /** s15Fixed16Number (section 4.6). */
    private static double fixed(ByteView view, int at) throws Unreadable {
        return (int) view.u32(at) / 65_536.0;
    }

    private static double[][] transposed(double[][] columns) {
        double[][] rows = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                rows[row][column] = columns[column][row];
            }
        }
        return rows;
    }
}

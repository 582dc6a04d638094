package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame header (T.81, section B.2.2) of a kind that is decoded here.
 *
 * @param width 1 to 65535 pixels
 * @param height 1 to 65535 pixels
 * @param components 1 or 3
 */
record Frame(int width, int height, boolean progressive, Sampling sampling, List<Component> components) {

    private static final int MAX_FACTOR = 4;

    /**
     * @throws Unreadable also for what is in order and not decoded here: lossless, arithmetic, hierarchical, not 8 bit,
     *     not gray or three colours, rare ways of thinning colour out, a height that is told after the picture
     */
    static Frame read(int marker, ByteView segment) throws Unreadable {
        int height = segment.u16(1);
        int width = segment.u16(3);
        int count = segment.u8(5);
        if (width == 0 || count == 0) {
            throw Unreadable.corrupt("a picture of nothing");
        }
        if (height == 0) {
            throw Unreadable.rare("the number of lines comes later");
        }
        if (marker > Marker.SOF2 || segment.u8(0) != 8 || (count != 1 && count != 3)) {
            throw Unreadable.rare("frame " + Integer.toHexString(marker) + " of " + count + " components");
        }
        int[][] factors = factors(segment, count);
        List<Component> components = components(segment, width, height, factors);
        return new Frame(width, height, marker == Marker.SOF2, sampling(factors), components);
    }

    /** How many blocks across and down each component has in an MCU. One alone is not interleaved (A.2.2). */
    private static int[][] factors(ByteView segment, int count) throws Unreadable {
        int[][] factors = new int[count][];
        for (int i = 0; i < count; i++) {
            int both = segment.u8(7 + 3 * i);
            factors[i] = new int[] {both >> 4, both & 15};
            for (int factor : factors[i]) {
                if (factor < 1 || factor > MAX_FACTOR) {
                    throw Unreadable.corrupt("a sampling factor of " + factor);
                }
            }
        }
        return count == 1 ? new int[][] {{1, 1}} : factors;
    }

    private static List<Component> components(ByteView segment, int width, int height, int[][] factors)
            throws Unreadable {
        int maxAcross = most(factors, 0);
        int maxDown = most(factors, 1);
        int mcusAcross = ceil(width, 8 * maxAcross);
        int mcusDown = ceil(height, 8 * maxDown);
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            int across = factors[i][0];
            int down = factors[i][1];
            int quantiser = segment.u8(8 + 3 * i);
            if (quantiser > 3) {
                throw Unreadable.corrupt("quantisation table " + quantiser);
            }
            components.add(new Component(
                    i,
                    segment.u8(6 + 3 * i),
                    across,
                    down,
                    quantiser,
                    ceil(ceil(width * across, maxAcross), 8),
                    ceil(ceil(height * down, maxDown), 8),
                    mcusAcross * across,
                    mcusDown * down));
        }
        return List.copyOf(components);
    }

    private static Sampling sampling(int[][] factors) throws Unreadable {
        if (factors.length == 1) {
            return Sampling.GRAY;
        }
        int across = factors[0][0] * 2 / factors[1][0];
        int down = factors[0][1] * 2 / factors[1][1];
        boolean whole = across * factors[1][0] == factors[0][0] * 2 && down * factors[1][1] == factors[0][1] * 2;
        boolean alike = factors[1][0] == factors[2][0] && factors[1][1] == factors[2][1];
        if (!whole || !alike) {
            throw Unreadable.rare("sampling");
        }
        return switch (across * 10 + down) {
            case 22 -> Sampling.YUV_444;
            case 42 -> Sampling.YUV_422;
            case 24 -> Sampling.YUV_440;
            case 44 -> Sampling.YUV_420;
            default -> throw Unreadable.rare("sampling");
        };
    }

    private static int most(int[][] factors, int which) {
        int most = 1;
        for (int[] factor : factors) {
            most = Math.max(most, factor[which]);
        }
        return most;
    }

    static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    int mcusAcross() {
        return components.getFirst().paddedAcross() / components.getFirst().across();
    }

    int mcusDown() {
        return components.getFirst().paddedDown() / components.getFirst().down();
    }

    /** All blocks of all components. */
    long blocks() {
        return components.stream()
                .mapToLong(component -> (long) component.paddedAcross() * component.paddedDown())
                .sum();
    }

    boolean idsAreAlike() {
        return components.stream().mapToInt(Component::id).distinct().count() < components.size();
    }
}

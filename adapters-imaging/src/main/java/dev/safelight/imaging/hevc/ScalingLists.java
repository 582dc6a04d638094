package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * How much coarser than the rest each frequency is quantised (7.3.4, 7.4.5), of the intra lists.
 *
 * @param factors by the block's log2 size minus 2, then by plane; row by row, 1 to 255
 */
record ScalingLists(short[][][] factors) {

    private static final int SIZES = 4;
    private static final int MATRICES = 6;
    private static final int FLAT = 16;
    private static final int PLANES = 3;

    /** Table 7-6, intra. */
    private static final int[] DEFAULT_INTRA = {
        16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 17, 16, 17, 16, 17, 18, 17, 18, 18, 17, 18, 21, 19, 20, 21, 20, 19, 21,
        24, 22, 22, 24, 24, 22, 22, 24, 25, 25, 27, 30, 27, 25, 25, 29, 31, 35, 35, 31, 29, 36, 41, 44, 41, 36, 47, 54,
        54, 47, 65, 70, 65, 88, 88, 115
    };

    /** What is meant where lists are in use and none are told. */
    static ScalingLists ofDefaults() {
        return new Reader().lists();
    }

    /** scaling_list_data(). */
    static ScalingLists of(BitReader in) throws Unreadable {
        Reader reader = new Reader();
        reader.read(in);
        return reader.lists();
    }

    private static final class Reader {

        private final int[][][] lists = new int[SIZES][MATRICES][];
        private final int[][] first = new int[SIZES][MATRICES];

        Reader() {
            for (int size = 0; size < SIZES; size++) {
                for (int matrix = 0; matrix < MATRICES; matrix++) {
                    setDefault(size, matrix);
                }
            }
        }

        /** Inter matrices (3 to 5) are never used: what their default is does not matter. */
        private void setDefault(int size, int matrix) {
            int[] flat = new int[16];
            Arrays.fill(flat, FLAT);
            lists[size][matrix] = size == 0 ? flat : DEFAULT_INTRA.clone();
            first[size][matrix] = FLAT;
        }

        void read(BitReader in) throws Unreadable {
            for (int size = 0; size < SIZES; size++) {
                int step = size == 3 ? 3 : 1;
                for (int matrix = 0; matrix < MATRICES; matrix += step) {
                    if (in.flag()) {
                        readList(in, size, matrix);
                    } else {
                        predict(size, matrix, in.unsigned(matrix / step) * step);
                    }
                }
            }
        }

        private void predict(int size, int matrix, int back) {
            if (back == 0) {
                setDefault(size, matrix);
            } else {
                lists[size][matrix] = lists[size][matrix - back].clone();
                first[size][matrix] = first[size][matrix - back];
            }
        }

        private void readList(BitReader in, int size, int matrix) throws Unreadable {
            int next = 8;
            if (size > 1) {
                next = in.signed(-7, 247) + 8;
                first[size][matrix] = next;
            }
            int[] list = lists[size][matrix];
            for (int i = 0; i < list.length; i++) {
                next = (next + in.signed(-128, 127)) & 255;
                list[i] = next;
            }
        }

        ScalingLists lists() {
            short[][][] factors = new short[SIZES][PLANES][];
            for (int size = 0; size < SIZES; size++) {
                for (int plane = 0; plane < PLANES; plane++) {
                    factors[size][plane] = spread(size, plane);
                }
            }
            return new ScalingLists(factors);
        }

        /** Chroma of 32×32, which 4:4:4 alone has, takes the list of 16×16 (7-xx, ChromaArrayType equal to 3). */
        private short[] spread(int size, int plane) {
            int from = size == 3 && plane > 0 ? 2 : size;
            int side = 4 << size;
            int listSide = size == 0 ? 4 : 8;
            int times = side / listSide;
            short[] spread = new short[side * side];
            byte[] diagonal = Scans.diagonal(listSide);
            for (int i = 0; i < listSide * listSide; i++) {
                int x = diagonal[i] % listSide * times;
                int y = diagonal[i] / listSide * times;
                for (int row = y; row < y + times; row++) {
                    Arrays.fill(spread, row * side + x, row * side + x + times, (short) lists[from][plane][i]);
                }
            }
            if (size > 1) {
                spread[0] = (short) first[from][plane];
            }
            return spread;
        }
    }
}

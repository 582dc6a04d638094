package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A picture while it is decoded: its samples, and what the filters need to know of each 8×8 block and each tree. Edges,
 * quantisers and coding blocks never lie on a grid finer than 8×8, so that one byte a block is enough.
 */
final class Frame {

    /** The left edge of the block is one between transform blocks, and filtered. */
    static final int LEFT_EDGE = 1;

    static final int TOP_EDGE = 2;

    /** Plain or without loss: what filters must not touch. */
    static final int UNFILTERED = 4;

    /** Type, band or direction, four offsets: a tree's of one plane in {@link #offsets}. */
    static final int OFFSET_FIELDS = 6;

    static final int MAX_PLANES = 3;

    final Sps sps;
    final int planes;
    final int shiftX;
    final int shiftY;
    final int width;
    final int height;

    /** By plane; rows follow each other without gaps. */
    final short[][] samples;

    final int[] strides;

    /** Blocks of 8×8 in a row. */
    final int blocksAcross;

    /** QpY by block. */
    final byte[] quantisers;

    final byte[] marks;

    /** The segment that each tree came with; null until it did. */
    final @Nullable SliceHeader[] segments;

    /** Sample adaptive offsets by tree, plane and field. */
    final byte[] offsets;

    Frame(Sps sps) {
        this.sps = sps;
        planes = sps.sampling() == Sampling.GRAY ? 1 : MAX_PLANES;
        shiftX = sps.sampling().shiftX();
        shiftY = sps.sampling().shiftY();
        width = sps.width();
        height = sps.height();
        samples = new short[planes][];
        strides = new int[planes];
        for (int plane = 0; plane < planes; plane++) {
            strides[plane] = planeWidth(plane);
            samples[plane] = new short[planeWidth(plane) * planeHeight(plane)];
        }
        blocksAcross = (width + 7) >> 3;
        int blocks = blocksAcross * ((height + 7) >> 3);
        quantisers = new byte[blocks];
        marks = new byte[blocks];
        int trees = sps.treeColumns() * sps.treeRows();
        segments = new SliceHeader[trees];
        offsets = new byte[trees * MAX_PLANES * OFFSET_FIELDS];
    }

    int planeWidth(int plane) {
        return plane == 0 ? width : width >> shiftX;
    }

    int planeHeight(int plane) {
        return plane == 0 ? height : height >> shiftY;
    }

    int block(int x, int y) {
        return (y >> 3) * blocksAcross + (x >> 3);
    }

    /** Sets the quantiser of all blocks of a coding block. */
    void setQuantiser(int x, int y, int size, int qp) {
        for (int row = block(x, y), i = 0; i < size; i += 8, row += blocksAcross) {
            Arrays.fill(quantisers, row, row + (size >> 3), (byte) qp);
        }
    }

    void mark(int x, int y, int size, int mark) {
        for (int row = block(x, y), i = 0; i < size; i += 8, row += blocksAcross) {
            for (int block = row; block < row + (size >> 3); block++) {
                marks[block] |= (byte) mark;
            }
        }
    }

    /** Marks the left edge of a block of at least 8×8 as one to filter. */
    void markLeft(int x, int y, int size) {
        for (int block = block(x, y), i = 0; i < size; i += 8, block += blocksAcross) {
            marks[block] |= LEFT_EDGE;
        }
    }

    void markTop(int x, int y, int size) {
        for (int block = block(x, y), i = 0; i < size; i += 8, block++) {
            marks[block] |= TOP_EDGE;
        }
    }
}

package dev.safelight.imaging.header;

import java.util.ArrayList;
import java.util.List;

/**
 * A file made of pieces of another, without copying them: how decoders are given what they need and nothing else.
 * Immutable.
 */
public final class Slices {

    private final byte[][] sources;
    private final int[] offsets;
    private final long[] ends;

    private Slices(List<byte[]> sources, List<Integer> offsets, List<Long> ends) {
        this.sources = sources.toArray(byte[][]::new);
        this.offsets = offsets.stream().mapToInt(Integer::intValue).toArray();
        this.ends = ends.stream().mapToLong(Long::longValue).toArray();
    }

    public long length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /**
     * Copies bytes from {@code position} on: as many as are wanted, unless the file ends before.
     *
     * @return how many; −1 at the end
     */
    public int read(long position, byte[] target, int offset, int length) {
        if (position >= length()) {
            return -1;
        }
        int done = 0;
        for (int piece = pieceAt(position); done < length && piece < ends.length; piece++) {
            long start = piece == 0 ? 0 : ends[piece - 1];
            int skipped = (int) (position + done - start);
            int count = (int) Math.min(length - done, ends[piece] - start - skipped);
            System.arraycopy(sources[piece], offsets[piece] + skipped, target, offset + done, count);
            done += count;
        }
        return done;
    }

    private int pieceAt(long position) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static final class Builder {
        private final List<byte[]> sources = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();

        /** Adds the bytes from {@code from} to before {@code to}; they are not copied. */
        Builder add(byte[] source, int from, int to) {
            if (to > from) {
                sources.add(source);
                offsets.add(from);
                ends.add(length() + to - from);
            }
            return this;
        }

        Builder add(byte... own) {
            return add(own, 0, own.length);
        }

        Builder add(Builder others) {
            for (int i = 0; i < others.sources.size(); i++) {
                long start = i == 0 ? 0 : others.ends.get(i - 1);
                int from = others.offsets.get(i);
                add(others.sources.get(i), from, from + (int) (others.ends.get(i) - start));
            }
            return this;
        }

        long length() {
            return ends.isEmpty() ? 0 : ends.getLast();
        }

        Slices build() {
            return new Slices(sources, offsets, ends);
        }
    }
}

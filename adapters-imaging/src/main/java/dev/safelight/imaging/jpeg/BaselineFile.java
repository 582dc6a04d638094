package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Sampling;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes coefficients as a baseline JFIF file (T.81, annex B; T.871) with Huffman codes made for it, in one interleaved scan.
 * Goes over the coefficients twice: to count symbols and to write them.
 */
final class BaselineFile {

    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    private static final int MAX_STEP = 255;

    private final int width;
    private final int height;
    private final Sampling sampling;
    private final List<Quantised> components;
    private final List<int[]> quantisers = new ArrayList<>();

    /** @param components with at least as many blocks as the MCUs of such a picture have */
    BaselineFile(int width, int height, Sampling sampling, List<Quantised> components) {
        this.width = width;
        this.height = height;
        this.sampling = sampling;
        this.components = components;
        for (Quantised component : components) {
            if (numberOf(component.steps()) < 0) {
                quantisers.add(component.steps());
            }
        }
    }

    private int numberOf(int[] steps) {
        for (int i = 0; i < quantisers.size(); i++) {
            if (Arrays.equals(quantisers.get(i), steps)) {
                return i;
            }
        }
        return -1;
    }

    /** @return empty when baseline has no such large coefficients or steps */
    Optional<byte[]> write(Checkpoint checkpoint) {
        for (int[] steps : quantisers) {
            for (int step : steps) {
                if (step < 1 || step > MAX_STEP) {
                    return Optional.empty();
                }
            }
        }
        SymbolCounts counts = new SymbolCounts();
        visit(counts, checkpoint);
        if (!counts.areBaseline()) {
            return Optional.empty();
        }
        List<HuffmanCode> codes = counts.codes(components.size() > 1);
        BitWriter out = new BitWriter((int) Math.min(Integer.MAX_VALUE - 64, counts.bytes(codes)));
        header(out, codes);
        visit(new SymbolWriter(out, codes), checkpoint);
        out.endOfBits();
        out.u16(0xFF00 | Marker.EOI);
        return Optional.of(out.file());
    }

    /** Takes blocks in the order of the file. */
    interface Visitor {
        /** @param values those that the mask says are not 0, from {@code at} on; the mean may be missing */
        void block(int component, long mask, short[] values, int at);
    }

    private void visit(Visitor visitor, Checkpoint checkpoint) {
        int lumaAcross = 1 << sampling.shiftX();
        int lumaDown = 1 << sampling.shiftY();
        int mcusAcross = Frame.ceil(width, 8 * lumaAcross);
        int mcusDown = Frame.ceil(height, 8 * lumaDown);
        for (int y = 0; y < mcusDown; y++) {
            checkpoint.check();
            for (int x = 0; x < mcusAcross; x++) {
                for (int v = 0; v < lumaDown; v++) {
                    for (int h = 0; h < lumaAcross; h++) {
                        visit(visitor, 0, x * lumaAcross + h, y * lumaDown + v);
                    }
                }
                for (int i = 1; i < components.size(); i++) {
                    visit(visitor, i, x, y);
                }
            }
        }
    }

    private void visit(Visitor visitor, int component, int x, int y) {
        SparseBlocks blocks = components.get(component).blocks();
        visitor.block(component, blocks.mask(x, y), blocks.values(y), blocks.start(x, y));
    }

    private void header(BitWriter out, List<HuffmanCode> codes) {
        out.u16(0xFF00 | Marker.SOI);
        segment(out, Marker.APP0, JFIF.length);
        out.all(JFIF);
        for (int i = 0; i < quantisers.size(); i++) {
            segment(out, Marker.DQT, 65);
            out.u8(i);
            for (int step : quantisers.get(i)) {
                out.u8(step);
            }
        }
        frame(out);
        for (int i = 0; i < codes.size(); i++) {
            HuffmanCode code = codes.get(i);
            segment(out, Marker.DHT, 17 + code.symbols.length);
            out.u8((i & 1) << 4 | i >> 1);
            for (int count : code.counts) {
                out.u8(count);
            }
            out.all(code.symbols);
        }
        scan(out);
    }

    private void frame(BitWriter out) {
        segment(out, Marker.SOF0, 6 + 3 * components.size());
        out.u8(8);
        out.u16(height);
        out.u16(width);
        out.u8(components.size());
        for (int i = 0; i < components.size(); i++) {
            out.u8(i + 1);
            out.u8(i == 0 ? 1 << sampling.shiftX() << 4 | 1 << sampling.shiftY() : 0x11);
            out.u8(numberOf(components.get(i).steps()));
        }
    }

    private void scan(BitWriter out) {
        segment(out, Marker.SOS, 4 + 2 * components.size());
        out.u8(components.size());
        for (int i = 0; i < components.size(); i++) {
            out.u8(i + 1);
            out.u8(i == 0 ? 0 : 0x11);
        }
        out.u8(0);
        out.u8(63);
        out.u8(0);
    }

    private static void segment(BitWriter out, int marker, int length) {
        out.u16(0xFF00 | marker);
        out.u16(length + 2);
    }
}

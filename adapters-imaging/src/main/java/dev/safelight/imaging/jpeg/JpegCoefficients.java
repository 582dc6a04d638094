package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG whose entropy code is undone and nothing else, so that it can be turned without loss and looked at in several sizes
 * while the slowest half of decoding is done once.
 */
public final class JpegCoefficients {

    private final Frame frame;
    private final List<Quantised> components;

    private JpegCoefficients(Frame frame, List<Quantised> components) {
        this.frame = frame;
        this.components = components;
    }

    /**
     * @throws Unreadable as {@link JpegDecoder#open} and {@link JpegDecoder#decode}
     */
    public static JpegCoefficients read(byte[] file, Checkpoint checkpoint) throws Unreadable {
        Frame frame = FrameSearch.find(file);
        List<Quantised> components = new ArrayList<>();
        if (frame.progressive()) {
            ProgressiveStore store = new ProgressiveStore(frame, 1);
            new Scans(file, frame, store).read(checkpoint);
            for (Component component : frame.components()) {
                components.add(store.blocks(component.index()).sparse());
            }
        } else {
            SparseSinks sinks = new SparseSinks(frame);
            new Scans(file, frame, sinks).read(checkpoint);
            for (Component component : frame.components()) {
                components.add(sinks.quantised(component.index()));
            }
        }
        return new JpegCoefficients(frame, List.copyOf(components));
    }

    /**
     * Heap in bytes that {@link #read} takes at most, its result among it: a coefficient that is not 0 takes two bits of the
     * file at least. Photos take about a third of it.
     */
    static long bytes(Frame frame, long fileBytes) {
        long sparse = frame.blocks() * SparseBlocks.BYTES_PER_BLOCK + Math.min(frame.blocks() * 128, fileBytes * 8);
        return fileBytes + sparse + (frame.progressive() ? ProgressiveStore.bytes(frame, 1) : 0);
    }

    /** The same picture that {@link JpegDecoder#decode} makes. */
    public Planes planes(int scale, Checkpoint checkpoint) throws Unreadable {
        PlaneSinks sinks = new PlaneSinks(frame, scale);
        short[] block = new short[64];
        for (Component component : frame.components()) {
            Quantised from = components.get(component.index());
            PlaneSink sink = sinks.sink(component, from.steps());
            for (int y = 0; y < component.blocksDown(); y++) {
                checkpoint.check();
                for (int x = 0; x < component.blocksAcross(); x++) {
                    from.blocks().load(x, y, from.steps(), block);
                    sink.accept(x, y, block, from.blocks().mask(x, y) | 1);
                }
            }
        }
        return sinks.planes();
    }

    /**
     * The picture turned upright, as a baseline JFIF file without metadata: every sample the same.
     *
     * @param exifOrientation 1 to 8
     * @return empty when that is not possible: a side to be mirrored is not a whole number of MCUs, or coefficients or their
     *     steps are larger than baseline has them
     */
    public Optional<byte[]> upright(int exifOrientation, Checkpoint checkpoint) {
        Turn turn = Turn.of(exifOrientation);
        int width = turn.swapped() ? frame.height() : frame.width();
        int height = turn.swapped() ? frame.width() : frame.height();
        Sampling sampling = turn.of(frame.sampling());
        if (!turn.fits(width, height, sampling)) {
            return Optional.empty();
        }
        int mcusAcross = Frame.ceil(width, 8 << sampling.shiftX());
        int mcusDown = Frame.ceil(height, 8 << sampling.shiftY());
        List<Quantised> turned = new ArrayList<>();
        for (Quantised component : components) {
            checkpoint.check();
            boolean luma = turned.isEmpty();
            int across = luma ? mcusAcross << sampling.shiftX() : mcusAcross;
            int down = luma ? mcusDown << sampling.shiftY() : mcusDown;
            turned.add(exifOrientation == 1 ? component : turn.of(component, across, down));
        }
        return new BaselineFile(width, height, sampling, turned).write(checkpoint);
    }
}

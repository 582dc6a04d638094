package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sequential scans become samples block by block; nothing else is kept. */
final class PlaneSinks implements Scans.Target {

    private final Frame frame;
    private final int scale;
    private final @Nullable PlaneSink[] sinks;

    PlaneSinks(Frame frame, int scale) {
        this.frame = frame;
        this.scale = scale;
        this.sinks = new PlaneSink[frame.components().size()];
    }

    @Override
    public BlockDecoder decoder(Scan scan, Tables tables, BitReader bits) throws Unreadable {
        BlockSink[] ofScan = new BlockSink[scan.parts().size()];
        for (int i = 0; i < ofScan.length; i++) {
            Component component = scan.parts().get(i).component();
            ofScan[i] = sink(component, tables.quantiser(component.quantiser()));
        }
        return new SequentialBlocks(bits, scan, tables, ofScan);
    }

    /** The quantiser that holds is the one at a component's first scan. */
    PlaneSink sink(Component component, int[] steps) {
        PlaneSink sink = sinks[component.index()];
        if (sink == null) {
            sink = new PlaneSink(component, steps, scale);
            sinks[component.index()] = sink;
        }
        return sink;
    }

    /** @throws Unreadable when a component never came */
    Planes planes() throws Unreadable {
        Sampling sampling = frame.sampling();
        int width = Frame.ceil(frame.width(), scale);
        int height = Frame.ceil(frame.height(), scale);
        List<Plane> planes = new ArrayList<>();
        for (PlaneSink sink : sinks) {
            if (sink == null) {
                throw Unreadable.truncated();
            }
            boolean isLuma = planes.isEmpty();
            planes.add(sink.plane(isLuma ? width : sampling.across(width), isLuma ? height : sampling.down(height)));
        }
        return new Planes(sampling, planes.getFirst(), planes.subList(1, planes.size()));
    }
}

package dev.safelight.imaging;

import dev.safelight.application.Outage;
import dev.safelight.application.inspect.InspectionSteps;
import dev.safelight.application.inspect.InspectionSteps.Step;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.Darkroom.Developed;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.decode.Negative;
import dev.safelight.imaging.decode.Source;
import dev.safelight.imaging.decode.TimeLimit;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.header.HeaderReader;
import dev.safelight.imaging.heif.TileRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Inspects JPEG, HEIC, PNG and WebP: sniff, read the header ourselves, refuse from the header, decode to planes of luma and
 * chroma, {@linkplain Darkroom develop}. JPEG and HEIC are decoded by us, PNG, WebP and rare kinds of JPEG by ImageIO and
 * TwelveMonkeys.
 *
 * <p>Memory: one photo takes what {@link #memoryFor} says, besides the file; what cannot fit into the heap at all is refused
 * as too complex. Of 100 megapixels in the proportions of a camera, a JPEG takes 110 MB and twice its file, a progressive one 80
 * MB more, a HEIC of tiles the same as a JPEG; a PNG, of which only some of the pixels are kept, up to 280 MB. Of all this no
 * part lies outside the heap but what PNG and JPEG take in Java's own readers.
 *
 * <p>To be called on platform threads: the CPU time of virtual ones is not counted, and a slow file would end as an
 * outage.
 */
public final class PlanarPhotoInspector implements PhotoInspector {

    private static final long OVERHEAD = 16L << 20;

    private final ImagingConfig config;
    private final MemoryBudget memory;
    private final InstantSource clock;
    private final LongSupplier cpuNanos;
    private final InspectionSteps steps;
    private final TileRunner tiles = TileThreads.shared();
    private final Darkroom darkroom;

    public PlanarPhotoInspector(ImagingConfig config, InstantSource clock) {
        this(config, clock, InspectionSteps.UNWATCHED);
    }

    /** @param steps is told how long decoding and looking for faces took */
    public PlanarPhotoInspector(ImagingConfig config, InstantSource clock, InspectionSteps steps) {
        this(config, clock, TimeLimit::threadCpuNanos, steps);
    }

    PlanarPhotoInspector(ImagingConfig config, InstantSource clock, LongSupplier cpuNanos) {
        this(config, clock, cpuNanos, InspectionSteps.UNWATCHED);
    }

    private PlanarPhotoInspector(
            ImagingConfig config, InstantSource clock, LongSupplier cpuNanos, InspectionSteps steps) {
        this.config = config;
        this.memory = new MemoryBudget(config.memoryBytes());
        this.clock = clock;
        this.cpuNanos = cpuNanos;
        this.steps = steps;
        this.darkroom = new Darkroom(config.normalizedSide(), config.faces() ? FaceStage.on() : FaceStage.off());
    }

    @Override
    public Inspection inspect(byte[] bytes, Format promised) throws InterruptedException {
        Findings found = new Findings(
                bytes, promised, Format.sniff(Arrays.copyOf(bytes, Math.min(bytes.length, Format.SNIFF_LENGTH))));
        Optional<Header> header =
                found.format().filter(config.formats()::contains).flatMap(format -> HeaderReader.read(bytes, format));
        if (header.isEmpty()) {
            return found.justFormat();
        }
        if (header.get().defect().isPresent() || isTooLarge(header.get())) {
            return found.justHeader(header.get());
        }
        try {
            return look(found, header.get(), Source.of(bytes, header.get(), tiles, darkroom.sides()));
        } catch (Unreadable unreadable) {
            return found.defective(header.get(), Header.defectOf(unreadable.fault()));
        } catch (OutOfMemoryError ours) {
            throw Outage.passing("not enough memory to decode a photo of " + bytes.length + " bytes", ours);
        }
    }

    private boolean isTooLarge(Header header) {
        return header.stored().orElseThrow().megapixels() > config.maxMegapixels();
    }

    /** What decoding and developing will take, in bytes, the file itself not counted. */
    long memoryFor(Header header, Source source) {
        PixelSize stored = header.stored().orElseThrow();
        return source.bytes() + darkroom.bytes(stored.width(), stored.height()) + OVERHEAD;
    }

    private Inspection look(Findings found, Header header, Source source) throws InterruptedException, Unreadable {
        long needed = memoryFor(header, source);
        if (needed > Runtime.getRuntime().maxMemory()) {
            throw Unreadable.tooComplex("takes " + needed + " bytes to decode");
        }
        try (MemoryBudget.Share _ = memory.take(needed)) {
            TimeLimit limit = TimeLimit.begin(config.cpuTime(), cpuNanos, config.wallTime(), clock);
            try {
                Negative negative = decode(header, source, limit);
                return found.developed(
                        header, darkroom.develop(negative, limit, took -> tell(Step.FACES, header, took)));
            } catch (TimeLimit.Halt halt) {
                return halted(found, header, halt);
            }
        }
    }

    private Negative decode(Header header, Source source, TimeLimit limit) throws Unreadable {
        long begun = System.nanoTime();
        Negative negative = source.decode(limit);
        tell(Step.DECODE, header, Duration.ofNanos(System.nanoTime() - begun));
        return negative;
    }

    private void tell(Step step, Header header, Duration took) {
        steps.took(step, header.format(), took);
    }

    private static Inspection halted(Findings found, Header header, TimeLimit.Halt halt) throws InterruptedException {
        return switch (halt.cause()) {
            case CPU_TIME -> found.defective(header, Defect.TOO_SLOW);
            case WALL_TIME -> throw Outage.passing("the machine is too busy to decode photos", halt);
            case INTERRUPTED -> {
                Thread.interrupted();
                throw new InterruptedException("interrupted while decoding a photo");
            }
        };
    }

    /** What is known of a file before its header, and the answers made from it. */
    private record Findings(byte[] bytes, Format promised, Optional<Format> format) {

        Inspection justFormat() {
            return answer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        Inspection justHeader(Header header) {
            return answer(header.upright(), header.defect(), Optional.empty(), Optional.empty());
        }

        Inspection defective(Header header, Defect defect) {
            return answer(header.upright(), Optional.of(defect), Optional.empty(), Optional.empty());
        }

        Inspection developed(Header header, Developed developed) {
            return answer(
                    header.upright(),
                    Optional.empty(),
                    Optional.of(developed.pixels()),
                    Optional.of(developed.pictures()));
        }

        private Inspection answer(
                Optional<PixelSize> size,
                Optional<Defect> defect,
                Optional<Pixels> pixels,
                Optional<Pictures> pictures) {
            return new Inspection(
                    new Measurements(bytes.length, Sha256.of(bytes), promised, format, size, defect, pixels), pictures);
        }
    }
}

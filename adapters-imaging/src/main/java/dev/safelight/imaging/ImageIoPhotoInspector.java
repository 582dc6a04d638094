package dev.safelight.imaging;

import dev.safelight.application.Outage;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.decode.Decoder;
import dev.safelight.imaging.decode.Decoding;
import dev.safelight.imaging.decode.Reduction;
import dev.safelight.imaging.decode.TimeLimit;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.header.HeaderReader;
import dev.safelight.imaging.measure.Meter;
import dev.safelight.imaging.picture.ColourConversion;
import dev.safelight.imaging.picture.JpegWriter;
import dev.safelight.imaging.picture.Picture;
import dev.safelight.imaging.picture.Rows;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Inspects JPEG, PNG and WebP through ImageIO and TwelveMonkeys: sniff, read the header ourselves, refuse from the
 * header, decode, convert to sRGB, turn upright, measure, write the pictures that are handed on.
 *
 * <p>Memory: one photo takes what {@link #memoryFor} says, at most about 310 MB of heap (decoded pixels 160, two pictures of
 * 4096×4096 px 67 each), however large it is, besides the file. A photo of 100 megapixels in the proportions of a camera
 * takes 140 MB. A progressive JPEG takes libjpeg's coefficients in native memory besides: two bytes a sample, 300 MB for
 * 100 megapixels at 4:2:0, 600 MB at 4:4:4. Both come out of one {@link MemoryBudget}.
 *
 * <p>To be called on platform threads: the CPU time of virtual ones is not counted, and a slow file would end as an
 * outage.
 */
public final class ImageIoPhotoInspector implements PhotoInspector {

    static final int NORMALIZED_SIDE = 4096;
    static final int THUMBNAIL_SIDE = 512;

    private static final float NORMALIZED_QUALITY = 0.9f;
    private static final float THUMBNAIL_QUALITY = 0.8f;
    private static final int BYTES_PER_PIXEL = 4;
    private static final long OVERHEAD = 16L << 20;

    private final ImagingConfig config;
    private final MemoryBudget memory;
    private final InstantSource clock;
    private final LongSupplier cpuNanos;

    public ImageIoPhotoInspector(ImagingConfig config, InstantSource clock) {
        this(config, clock, TimeLimit::threadCpuNanos);
    }

    ImageIoPhotoInspector(ImagingConfig config, InstantSource clock, LongSupplier cpuNanos) {
        this.config = config;
        this.memory = new MemoryBudget(config.memoryBytes());
        this.clock = clock;
        this.cpuNanos = cpuNanos;
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
        try (MemoryBudget.Share _ = memory.take(memoryFor(header.get()))) {
            return look(found, header.get());
        } catch (OutOfMemoryError ours) {
            throw Outage.passing("not enough memory to decode a photo of " + bytes.length + " bytes", ours);
        }
    }

    private boolean isTooLarge(Header header) {
        return header.stored().orElseThrow().megapixels() > config.maxMegapixels();
    }

    /** What decoding will take, in bytes, the file itself not counted. */
    static long memoryFor(Header header) {
        PixelSize stored = header.stored().orElseThrow();
        double scale = Math.min(1.0, (double) NORMALIZED_SIDE / stored.longerSide());
        long normalized = (long) (stored.width() * scale * stored.height() * scale * BYTES_PER_PIXEL);
        return Math.max(Reduction.decodedBytes(header, stored), normalized)
                + normalized
                + header.decoderBytes()
                + OVERHEAD;
    }

    private Inspection look(Findings found, Header header) throws InterruptedException {
        TimeLimit limit = TimeLimit.begin(config.cpuTime(), cpuNanos, config.wallTime(), clock);
        try {
            return switch (Decoder.decode(header, header.stored().orElseThrow(), limit)) {
                case Decoding.Failed(Defect defect) -> found.defective(header, defect);
                case Decoding.Decoded(Rows rows) -> develop(found, header, rows, limit);
            };
        } catch (TimeLimit.Halt halt) {
            return halted(found, header, halt);
        }
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

    private static Inspection develop(Findings found, Header header, Rows rows, TimeLimit limit) {
        Picture reduced = rows.within(NORMALIZED_SIDE);
        limit.check();
        ColourConversion.toSrgb(reduced, header.inks(), header.colours());
        limit.check();
        Picture upright = header.orientation().upright(reduced);
        limit.check();
        Pixels measured = Meter.measure(upright);
        limit.check();
        Pictures pictures = new Pictures(
                JpegWriter.write(upright, NORMALIZED_QUALITY),
                JpegWriter.write(upright.within(THUMBNAIL_SIDE), THUMBNAIL_QUALITY));
        return found.measured(header, measured, pictures);
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

        Inspection measured(Header header, Pixels pixels, Pictures pictures) {
            return answer(header.upright(), Optional.empty(), Optional.of(pixels), Optional.of(pictures));
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

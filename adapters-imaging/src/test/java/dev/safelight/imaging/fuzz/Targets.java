package dev.safelight.imaging.fuzz;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.imaging.ImagingConfig;
import dev.safelight.imaging.PlanarPhotoInspector;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.Icc;
import dev.safelight.imaging.heif.HeifDecoding;
import dev.safelight.imaging.heif.HeifFile;
import dev.safelight.imaging.heif.HeifLimits;
import dev.safelight.imaging.jpeg.JpegDecoder;
import dev.safelight.imaging.jpeg.JpegEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.InstantSource;

/** What any bytes may be thrown at. Each ends in time, with a result or in a way that its contract names. */
enum Targets {
    INSPECTOR {
        @Override
        void tryOn(byte[] file) throws InterruptedException {
            Inspection seen = INSPECT.inspect(file, Format.JPEG);
            if (seen.pictures().isPresent() != seen.measurements().pixels().isPresent()) {
                throw new AssertionError("pictures without measures, or the other way round");
            }
        }
    },
    JPEG {
        @Override
        void tryOn(byte[] file) throws Unreadable {
            JpegDecoder decoder = JpegDecoder.open(file);
            if ((long) decoder.width() * decoder.height() <= MAX_PIXELS) {
                int scale = 1 << (file.length & 3);
                Planes planes = decoder.decode(scale, new Deadline());
                JpegEncoder.encode(planes, 80, Checkpoint.NONE);
            }
        }
    },
    HEIF {
        @Override
        void tryOn(byte[] file) throws Unreadable {
            HeifLimits limits = HeifLimits.defaults().withMaxPixels(MAX_PIXELS);
            HeifFile.open(file, limits).decode(HeifDecoding.whole().withCheckpoint(new Deadline()));
        }
    },
    PROFILE {
        @Override
        void tryOn(byte[] file) {
            Icc.read(file);
        }
    };

    static final Duration BUDGET = Duration.ofSeconds(2);

    private static final long MAX_PIXELS = 4_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final PhotoInspector INSPECT = new PlanarPhotoInspector(
            new ImagingConfig(
                    ImagingConfig.defaults().formats(), true, 4096, 4, 256 << 20, BUDGET, Duration.ofMinutes(3)),
            InstantSource.system());

    /** Ends a decoder that takes too long; that it asks is part of what is tried. */
    private static final class Deadline implements Checkpoint {
        private final long end = THREADS.getCurrentThreadCpuTime() + BUDGET.toNanos();

        @Override
        public void check() {
            if (THREADS.getCurrentThreadCpuTime() > end) {
                throw new Late();
            }
        }
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    abstract void tryOn(byte[] file) throws Unreadable, InterruptedException;

    /** @throws AssertionError when the target takes more than twice its budget or fails in a way that it may not */
    void accepts(byte[] file) {
        long begin = THREADS.getCurrentThreadCpuTime();
        try {
            tryOn(file);
        } catch (Unreadable | Late asTheyMay) {
            // That is an answer.
        } catch (InterruptedException | RuntimeException | Error unexpected) {
            throw new AssertionError(this + " failed: " + unexpected, unexpected);
        }
        long spent = THREADS.getCurrentThreadCpuTime() - begin;
        if (spent > 2 * BUDGET.toNanos()) {
            throw new AssertionError(this + " took " + Duration.ofNanos(spent));
        }
    }
}

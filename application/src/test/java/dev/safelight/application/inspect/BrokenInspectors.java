package dev.safelight.application.inspect;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Inspectors with a defect each, made from a sound one. */
final class BrokenInspectors {

    private BrokenInspectors() {}

    static PhotoInspector believesThePromise(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            Measurements m = seen.measurements();
            return with(seen, m.sha256(), m.format().map(_ -> promised), m.defect(), m.pixels());
        };
    }

    static PhotoInspector hashesSomethingElse(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            Measurements m = seen.measurements();
            return with(seen, Sha256.of(new byte[0]), m.format(), m.defect(), m.pixels());
        };
    }

    static PhotoInspector measuresInLevels(PhotoInspector sound) {
        Exposure levels = new Exposure(20, 128, 240);
        return measuring(sound, p -> new Pixels(levels, p.sharpness(), p.fingerprint()));
    }

    static PhotoInspector seesEverythingAlike(PhotoInspector sound) {
        Fingerprint same = new Fingerprint(1, 2, 3, 4);
        return measuring(sound, p -> new Pixels(p.exposure(), p.sharpness(), same));
    }

    static PhotoInspector changesItsMind(PhotoInspector sound) {
        AtomicInteger calls = new AtomicInteger();
        return measuring(
                sound, p -> new Pixels(p.exposure(), Optional.of(calls.incrementAndGet() % 100.0), p.fingerprint()));
    }

    private static PhotoInspector measuring(PhotoInspector sound, UnaryOperator<Pixels> otherwise) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            Measurements m = seen.measurements();
            return with(seen, m.sha256(), m.format(), m.defect(), m.pixels().map(otherwise));
        };
    }

    static PhotoInspector handsOnWhatItCouldNotDecode(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            return new Inspection(seen.measurements(), Optional.of(new Pictures(bytes.clone(), bytes.clone())));
        };
    }

    static PhotoInspector blamesWhatIsNoPhoto(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            Measurements m = seen.measurements();
            Optional<Defect> blame = m.format().isEmpty() ? Optional.of(Defect.CORRUPT) : m.defect();
            return with(seen, m.sha256(), m.format(), blame, m.pixels());
        };
    }

    static PhotoInspector throwsAtDamage(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            if (seen.measurements().defect().isPresent()) {
                throw new IllegalArgumentException("cannot decode this");
            }
            return seen;
        };
    }

    static PhotoInspector chokesOnOddLengths(PhotoInspector sound) {
        return (bytes, promised) -> {
            if (bytes.length % 2 == 1) {
                throw new ArrayIndexOutOfBoundsException("in the decoder");
            }
            return sound.inspect(bytes, promised);
        };
    }

    static PhotoInspector scribblesOnTheBytes(PhotoInspector sound) {
        return (bytes, promised) -> {
            Inspection seen = sound.inspect(bytes, promised);
            if (bytes.length > 0) {
                bytes[bytes.length - 1]++;
            }
            return seen;
        };
    }

    /** Decodes into a buffer that all threads share. */
    static PhotoInspector sharesItsBuffer(PhotoInspector sound) {
        AtomicReference<byte[]> buffer = new AtomicReference<>();
        return (bytes, promised) -> {
            byte[] previous = buffer.getAndSet(bytes);
            return sound.inspect(previous == null ? bytes : previous, promised);
        };
    }

    private static Inspection with(
            Inspection seen, Sha256 sha256, Optional<Format> format, Optional<Defect> defect, Optional<Pixels> pixels) {
        Measurements m = seen.measurements();
        return new Inspection(
                new Measurements(m.bytes(), sha256, m.promised(), format, m.size(), defect, pixels), seen.pictures());
    }
}

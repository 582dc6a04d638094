package dev.safelight.imaging.decode;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.header.Header.Inks;
import dev.safelight.imaging.picture.Rows;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes the pixels of a file whose header was found in order. Whatever a decoder throws at a bad file is the file's
 * {@link Defect}; what is our own fault goes through: the time limit's {@link TimeLimit.Halt}, an OutOfMemoryError.
 */
public final class Decoder {

    private Decoder() {}

    /**
     * @param stored the size in the header
     * @throws TimeLimit.Halt when the limit is reached
     * @throws OutOfMemoryError when memory is: the photo is not to blame
     */
    public static Decoding decode(Header header, PixelSize stored, TimeLimit limit) {
        ImageReader reader = Readers.of(header.format());
        JpegWarnings warnings = new JpegWarnings();
        try (GuardedInput input = new GuardedInput(header.file(), limit)) {
            reader.addIIOReadProgressListener(new LimitedProgress(limit));
            reader.addIIOReadUpdateListener(new LimitedUpdates(limit));
            if (header.format() == Format.JPEG) {
                reader.addIIOReadWarningListener(warnings);
            }
            reader.setInput(input, true, true);
            Rows rows = read(reader, header, Reduction.step(header, stored));
            return warnings.serious()
                    ? new Decoding.Failed(header.complete() ? Defect.CORRUPT : Defect.TRUNCATED)
                    : new Decoding.Decoded(rows);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            limit.halted().ifPresent(cause -> limit.check());
            return new Decoding.Failed(Blame.defect(thrown, header));
        } finally {
            reader.dispose();
        }
    }

    private static Rows read(ImageReader reader, Header header, int step) throws IOException {
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        return header.inks() == Inks.NONE
                ? RasterRows.of(reader.read(0, how))
                : RasterRows.ofInks(reader.readRaster(0, how));
    }
}

package dev.safelight.imaging.decode;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Inks;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.picture.InkConversion;
import dev.safelight.imaging.picture.PlanesOfRows;
import dev.safelight.imaging.picture.Rows;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * What ImageIO and TwelveMonkeys decode: PNG, WebP, and JPEGs that are not for our own decoder. Whatever they throw at a
 * bad file is the file's fault; what is our own goes through.
 */
record RowSource(Header header, Sides sides) implements Source {

    @Override
    public long bytes() {
        PixelSize stored = header.stored().orElseThrow();
        double scale = Math.min(1.0, (double) sides.normalized() / stored.longerSide());
        long planes = (long) (1.5 * scale * stored.width() * scale * stored.height());
        return Reduction.decodedBytes(header, stored) + header.decoderBytes() + planes;
    }

    @Override
    public Negative decode(TimeLimit limit) throws Unreadable {
        ImageReader reader = Readers.of(header.format());
        JpegWarnings warnings = new JpegWarnings();
        try (GuardedInput input = new GuardedInput(header.file(), limit)) {
            reader.addIIOReadProgressListener(new LimitedProgress(limit));
            reader.addIIOReadUpdateListener(new LimitedUpdates(limit));
            if (header.format() == Format.JPEG) {
                reader.addIIOReadWarningListener(warnings);
            }
            reader.setInput(input, true, true);
            Negative negative = developed(read(reader), limit);
            if (warnings.serious()) {
                throw header.complete() ? Unreadable.corrupt("libjpeg warns") : Unreadable.truncated();
            }
            return negative;
        } catch (Unreadable unreadable) {
            throw unreadable;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            limit.halted().ifPresent(cause -> limit.check());
            throw new Unreadable(fault(Blame.defect(thrown, header)), String.valueOf(thrown.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private static Fault fault(Defect defect) {
        return defect == Defect.TRUNCATED ? Fault.TRUNCATED : Fault.CORRUPT;
    }

    private Rows read(ImageReader reader) throws IOException {
        int step = Reduction.step(header, header.stored().orElseThrow());
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        return header.inks() == Inks.NONE
                ? RasterRows.of(reader.read(0, how))
                : RasterRows.ofInks(reader.readRaster(0, how));
    }

    /** Reduced before inks are converted: that is the dearer of the two. */
    private Negative developed(Rows decoded, TimeLimit limit) {
        Rows rows = decoded.within(sides.normalized(), sides.enough());
        boolean printed = header.inks() != Inks.NONE;
        Planes planes =
                PlanesOfRows.of(printed ? InkConversion.toSrgb(rows, header.inks(), header.colours()) : rows, limit);
        Optional<ColourSpace> colours = printed ? Optional.empty() : header.colours();
        return new Negative(planes, header.orientation(), colours, Optional.empty());
    }
}

package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Inks;
import dev.safelight.imaging.picture.Orientation;
import java.util.Optional;

/**
 * What a file says about itself.
 *
 * @param stored size in pixels before it is turned upright; empty when the file does not get as far as telling
 * @param orientation how to turn it upright
 * @param defect why it must not be decoded; empty when it may
 * @param inks whether its four channels are inks (CMYK) and how they are stored
 * @param colours what its numbers mean; empty for sRGB
 * @param bytesPerPixel that the decoder keeps for each pixel of the result
 * @param decoderBytes that the decoder needs besides, however small the result
 * @param complete whether the file ends with the mark that its format ends with
 * @param file what the decoder needs of it, and nothing else
 */
public record Header(
        Format format,
        Optional<PixelSize> stored,
        Orientation orientation,
        Optional<Defect> defect,
        Inks inks,
        Optional<ColourSpace> colours,
        int bytesPerPixel,
        long decoderBytes,
        boolean complete,
        Slices file) {

    /** Size as seen upright. */
    public Optional<PixelSize> upright() {
        return stored.map(size -> orientation.swapsSides() ? size.turned() : size);
    }

    /** What the domain calls it. */
    public static Defect defectOf(Fault fault) {
        return switch (fault) {
            case TRUNCATED -> Defect.TRUNCATED;
            case CORRUPT -> Defect.CORRUPT;
            case TOO_COMPLEX -> Defect.TOO_COMPLEX;
            case UNSUPPORTED_VARIANT -> Defect.UNSUPPORTED_VARIANT;
        };
    }

    /** A header of which nothing but the format is known. */
    static Header unreadable(Format format, Defect defect) {
        return new Builder(format).defect(defect).build();
    }

    /** Collects what a reader finds, so that what was found before a defect is kept. */
    static final class Builder {
        private final Format format;
        private Optional<PixelSize> stored = Optional.empty();
        private Orientation orientation = Orientation.UPRIGHT;
        private Optional<Defect> defect = Optional.empty();
        private Inks inks = Inks.NONE;
        private Optional<ColourSpace> colours = Optional.empty();
        private int bytesPerPixel = 3;
        private long decoderBytes;
        private boolean complete = true;
        final Slices.Builder file = new Slices.Builder();

        Builder(Format format) {
            this.format = format;
        }

        Builder stored(PixelSize size) {
            this.stored = Optional.of(size);
            return this;
        }

        Builder orientation(Orientation found) {
            this.orientation = found;
            return this;
        }

        Builder defect(Defect found) {
            this.defect = Optional.of(found);
            return this;
        }

        Builder fault(Fault found) {
            return defect(defectOf(found));
        }

        Builder inks(Inks found) {
            this.inks = found;
            return this;
        }

        Builder colours(Optional<ColourSpace> found) {
            this.colours = found;
            return this;
        }

        Builder memory(int perPixel, long besides) {
            this.bytesPerPixel = perPixel;
            this.decoderBytes = besides;
            return this;
        }

        Builder complete(boolean ended) {
            this.complete = ended;
            return this;
        }

        Header build() {
            return new Header(
                    format,
                    stored,
                    orientation,
                    defect,
                    inks,
                    colours,
                    bytesPerPixel,
                    decoderBytes,
                    complete,
                    file.build());
        }
    }
}

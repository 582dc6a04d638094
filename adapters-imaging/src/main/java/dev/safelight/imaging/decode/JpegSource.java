package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.jpeg.JpegCoefficients;
import dev.safelight.imaging.jpeg.JpegDecoder;
import dev.safelight.imaging.picture.SrgbConversion;
import java.util.Optional;

/**
 * A JPEG of the kinds that cameras make. One that is small enough and sRGB already is not compressed anew: its coefficients
 * are turned upright and written again, and the rest is made from them at a fraction of the size. Others are decoded, as far
 * as may be at a fraction.
 */
record JpegSource(byte[] file, JpegDecoder decoder, Header header, Sides sides) implements Source {

    /** A file denser than that, as few cameras write it, is compressed anew: nobody sees the difference. */
    private static final double MOST_BYTES_PER_PIXEL = 0.75;

    @Override
    public long bytes() {
        long decoding = isFineAsItIs()
                ? 2 * decoder.coefficientBytes() + file.length
                : decoder.decodingBytes(scale(sides.enough()));
        return decoding + planeBytes(scale(sides.enough()));
    }

    private long planeBytes(int scale) {
        Sampling sampling = decoder.sampling();
        int width = Math.ceilDiv(decoder.width(), scale);
        int height = Math.ceilDiv(decoder.height(), scale);
        long chroma = sampling == Sampling.GRAY ? 0 : 2L * sampling.across(width) * sampling.down(height);
        return (long) width * height + chroma;
    }

    @Override
    public Negative decode(TimeLimit limit) throws Unreadable {
        if (!isFineAsItIs()) {
            return new Negative(
                    decoder.decode(scale(sides.enough()), limit),
                    header.orientation(),
                    header.colours(),
                    Optional.empty());
        }
        JpegCoefficients coefficients = JpegCoefficients.read(file, limit);
        Optional<byte[]> upright = coefficients.upright(header.orientation().exif(), limit);
        int side = upright.isPresent() ? sides.working() : sides.enough();
        return new Negative(coefficients.planes(scale(side), limit), header.orientation(), header.colours(), upright);
    }

    private boolean isFineAsItIs() {
        long pixels = (long) decoder.width() * decoder.height();
        return Math.max(decoder.width(), decoder.height()) <= sides.normalized()
                && file.length <= MOST_BYTES_PER_PIXEL * pixels
                && !SrgbConversion.isNeeded(header.colours());
    }

    /** The most that the picture may be reduced by while it is decoded. */
    private int scale(int side) {
        int longer = Math.max(decoder.width(), decoder.height());
        int scale = 8;
        while (scale > 1 && Math.ceilDiv(longer, scale) < side) {
            scale /= 2;
        }
        return scale;
    }
}

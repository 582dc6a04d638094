package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.jpeg.JpegDecoder;
import java.util.Optional;

/** A JPEG of the kinds that cameras make. */
record JpegSource(JpegDecoder decoder, Header header, Sides sides) implements Source {

    @Override
    public long bytes() {
        int scale = scale(sides.normalized());
        Sampling sampling = decoder.sampling();
        long width = Math.ceilDiv(decoder.width(), scale);
        long height = Math.ceilDiv(decoder.height(), scale);
        long chroma = 2L * sampling.across((int) width) * sampling.down((int) height);
        return width * height + (sampling == Sampling.GRAY ? 0 : chroma) + decoder.decodingBytes(scale);
    }

    @Override
    public Negative decode(TimeLimit limit) throws Unreadable {
        return new Negative(
                decoder.decode(scale(sides.normalized()), limit),
                header.orientation(),
                header.colours(),
                Optional.empty());
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

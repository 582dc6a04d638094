package dev.safelight.imaging.header;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Icc;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What the chunks of a PNG say about its colours: a profile counts more than sRGB, sRGB more than a gamma (section 4.3). */
final class PngColours {

    private static final int NAME_LIMIT = 80;

    /** The gamma of sRGB to the precision of files: no conversion is needed. */
    private static final double USUAL = 1 / 2.2;

    private Optional<ColourSpace> profile = Optional.empty();
    private Optional<ColourSpace> gamma = Optional.empty();
    private boolean standard;

    void standard() {
        standard = true;
    }

    /** Gamma times 100,000 (section 11.3.2.2). */
    void gamma(ByteView content) throws Unreadable {
        double value = content.length() == 4 ? content.u32(0) / 100_000.0 : USUAL;
        if (value >= 0.1 && value <= 3 && Math.abs(value - USUAL) > 0.02) {
            gamma = Optional.of(new ColourSpace.Gamma(value));
        }
    }

    /** A name, a zero, a method, then the profile, deflated (section 11.3.2.3). One that makes no sense is passed over. */
    void profile(ByteView content) throws Unreadable {
        int name = 0;
        while (name < Math.min(NAME_LIMIT, content.length()) && content.u8(name) != 0) {
            name++;
        }
        if (name + 2 <= content.length()) {
            profile = inflate(content.part(name + 2, content.length())).flatMap(Icc::read);
        }
    }

    Optional<ColourSpace> meaning() {
        return profile.isPresent() || standard ? profile : gamma;
    }

    private static Optional<byte[]> inflate(ByteView deflated) {
        byte[] inflated = new byte[Icc.MAX_BYTES];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated.bytes(), deflated.from(), deflated.length());
            int length = 0;
            int more;
            while ((more = inflater.inflate(inflated, length, inflated.length - length)) > 0) {
                length += more;
            }
            return inflater.finished() ? Optional.of(Arrays.copyOf(inflated, length)) : Optional.empty();
        } catch (DataFormatException broken) {
            return Optional.empty();
        }
    }
}

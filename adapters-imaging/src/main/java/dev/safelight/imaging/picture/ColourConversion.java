package dev.safelight.imaging.picture;

import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.header.Header.Inks;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Optional;

/**
 * Converts the colours of a picture to sRGB, in place and after it was reduced. Profiles of a matrix and curves, which
 * all cameras and phones use, are applied here; others go through Java's colour management, a strip at a time. A profile
 * that is broken or does not fit is passed over, as browsers do: colours are off by a shade then, not unreadable.
 */
public final class ColourConversion {

    private ColourConversion() {}

    /** @param colours empty for sRGB, or for inks of no known press */
    public static void toSrgb(Picture picture, Inks inks, Optional<ColourSpace> colours) {
        if (inks != Inks.NONE) {
            InkConversion.toSrgb(picture, inks, colours.flatMap(meaning -> profile(meaning, ColorSpace.TYPE_CMYK)));
            return;
        }
        colours.ifPresent(meaning -> convert(picture, meaning));
    }

    private static void convert(Picture picture, ColourSpace meaning) {
        switch (meaning) {
            case ColourSpace.Gamma gamma -> MatrixConversion.of(gamma).apply(picture);
            case ColourSpace.Matrix matrix -> MatrixConversion.of(matrix).apply(picture);
            case ColourSpace.Icc _ -> {
                profile(meaning, ColorSpace.TYPE_RGB).ifPresent(rgb -> ManagedConversion.ofRgb(picture, rgb));
                profile(meaning, ColorSpace.TYPE_GRAY).ifPresent(gray -> ManagedConversion.ofGray(picture, gray));
            }
        }
    }

    /** The profile, when it can be parsed and is for pictures of this type of colours. */
    private static Optional<ICC_Profile> profile(ColourSpace meaning, int type) {
        if (!(meaning instanceof ColourSpace.Icc icc)) {
            return Optional.empty();
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc.profile());
            return profile.getColorSpaceType() == type ? Optional.of(profile) : Optional.empty();
        } catch (CMMException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}

package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.colour.ColourSpace;
import java.util.List;
import java.util.Optional;

/**
 * Converts planes to sRGB. Profiles of a matrix and curves, which all cameras and phones use, are applied here; others go
 * through Java's colour management. A profile that is broken or does not fit is passed over, as browsers do.
 */
public final class SrgbConversion {

    private SrgbConversion() {}

    /** Whether the numbers can be taken for sRGB as they are: nobody would see a difference. */
    public static boolean isNeeded(Optional<ColourSpace> colours) {
        return colours.isPresent()
                && switch (colours.get()) {
                    case ColourSpace.Gamma gamma -> MatrixConversion.of(gamma).changesAnything();
                    case ColourSpace.Matrix matrix ->
                        MatrixConversion.of(matrix).changesAnything();
                    case ColourSpace.Icc _ -> true;
                };
    }

    /**
     * @param planes whose samples may be changed
     * @param colours what their numbers mean; empty for sRGB
     */
    public static Planes toSrgb(Planes planes, Optional<ColourSpace> colours, Checkpoint checkpoint) {
        if (!isNeeded(colours)) {
            return planes;
        }
        return switch (colours.orElseThrow()) {
            case ColourSpace.Gamma gamma -> converted(planes, MatrixConversion.of(gamma), checkpoint);
            case ColourSpace.Matrix matrix -> converted(planes, MatrixConversion.of(matrix), checkpoint);
            case ColourSpace.Icc icc when planes.isGray() -> managedGray(planes, icc.profile());
            case ColourSpace.Icc icc -> managed(planes, icc.profile(), checkpoint);
        };
    }

    private static Planes converted(Planes planes, MatrixConversion conversion, Checkpoint checkpoint) {
        if (planes.isGray()) {
            int[] grays = grays();
            conversion.apply(grays, grays.length);
            return relit(planes, grays);
        }
        new PlaneConversion(conversion, planes).apply(checkpoint);
        return planes;
    }

    private static Planes managed(Planes planes, byte[] profile, Checkpoint checkpoint) {
        return ManagedConversion.ofRgb(profile)
                .map(conversion -> PlanesOfRows.of(new ConvertedRows(new RowsOfPlanes(planes), conversion), checkpoint))
                .orElse(planes);
    }

    private static Planes managedGray(Planes planes, byte[] profile) {
        return ManagedConversion.ofGray(profile)
                .or(() -> ManagedConversion.ofRgb(profile))
                .map(conversion -> {
                    int[] grays = grays();
                    conversion.apply(grays, grays.length);
                    return relit(planes, grays);
                })
                .orElse(planes);
    }

    private static int[] grays() {
        int[] grays = new int[256];
        for (int i = 0; i < grays.length; i++) {
            grays[i] = i * 0x010101;
        }
        return grays;
    }

    private static Planes relit(Planes gray, int[] converted) {
        byte[] light = new byte[256];
        for (int i = 0; i < light.length; i++) {
            int rgb = converted[i];
            light[i] = (byte) Jfif.luma(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
        }
        byte[] samples = gray.luma().samples();
        byte[] to = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            to[i] = light[samples[i] & 255];
        }
        Plane luma = gray.luma();
        return new Planes(Sampling.GRAY, new Plane(luma.width(), luma.height(), luma.stride(), to), List.of());
    }
}

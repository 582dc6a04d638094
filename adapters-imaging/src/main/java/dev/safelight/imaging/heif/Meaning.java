package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Icc;
import dev.safelight.imaging.heif.Scene.Shown;
import dev.safelight.imaging.hevc.VideoColour;
import java.util.List;
import java.util.Optional;

/** Finds what red, green and blue mean: an ICC profile first, or else the numbers of ITU-T H.273. */
final class Meaning {

    private Meaning() {}

    static Optional<ColourSpace> of(Items items, Shown picture, HeifLimits limits) throws Unreadable {
        Optional<Property.Profile> profile = profile(items, limits);
        if (profile.isPresent()) {
            Optional<ColourSpace> space = Icc.read(profile.get().body().copy());
            if (space.isPresent()) {
                return space;
            }
        }
        return coded(picture).flatMap(Primaries::meaning);
    }

    /** The primary item's, or that of the first that it is made from. */
    private static Optional<Property.Profile> profile(Items items, HeifLimits limits) throws Unreadable {
        Item item = items.primary();
        Optional<Property.Profile> profile = item.first(Property.Profile.class);
        for (int depth = 0; depth < limits.maxDepth() && profile.isEmpty(); depth++) {
            List<Item> sources = items.sources(item);
            if (sources.isEmpty()) {
                return profile;
            }
            item = sources.getFirst();
            profile = item.first(Property.Profile.class);
        }
        return profile;
    }

    private static Optional<VideoColour> coded(Shown picture) {
        return switch (picture.scene()) {
            case Scene.Coded coded -> Optional.of(coded.colour());
            case Scene.Grid grid -> coded(grid.tiles().getFirst());
            case Scene.Overlay overlay ->
                overlay.layers().isEmpty()
                        ? Optional.empty()
                        : coded(overlay.layers().getFirst().picture());
        };
    }
}

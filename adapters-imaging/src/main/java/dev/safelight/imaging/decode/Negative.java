package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.picture.Orientation;
import java.util.Optional;

/**
 * What a decoder made of a photo, to be developed.
 *
 * @param planes as stored; nobody else uses them
 * @param orientation how to turn them upright
 * @param colours what their numbers mean; empty for sRGB
 * @param upright the photo at full size as an upright sRGB JPEG without metadata, when it could be had without loss
 */
public record Negative(
        Planes planes, Orientation orientation, Optional<ColourSpace> colours, Optional<byte[]> upright) {}

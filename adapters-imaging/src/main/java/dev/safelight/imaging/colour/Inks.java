package dev.safelight.imaging.colour;

/** How the channels of a JPEG of four are stored. Adobe stores ink as its absence: 255 is none. */
public enum Inks {
    NONE,
    CMYK,
    INVERTED_CMYK,
    INVERTED_YCCK
}

package dev.safelight.imaging.hevc;

/**
 * What the stream itself says of its colours (E.2.1, code points of ITU-T H.273); 2 is "not told".
 *
 * @param fullRange whether black is 0, not 16
 */
public record VideoColour(int primaries, int transfer, int matrix, boolean fullRange) {}

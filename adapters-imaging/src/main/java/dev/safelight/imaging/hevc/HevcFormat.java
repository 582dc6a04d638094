package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import java.util.Optional;

/**
 * What a picture will be like, known before any of it is decoded.
 *
 * @param width after the conformance window is cut out, at least 1
 * @param height after the conformance window is cut out, at least 1
 * @param lumaDepth bits a sample, 8 to 12
 * @param chromaDepth bits a sample, 8 to 12
 * @param colour empty where the stream does not tell
 */
public record HevcFormat(
        int width, int height, Sampling sampling, int lumaDepth, int chromaDepth, Optional<VideoColour> colour) {}

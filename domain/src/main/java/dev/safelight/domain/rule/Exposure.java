package dev.safelight.domain.rule;

/**
 * How light is spread over the photo, as luma in percent of white (0 black, 100 white).
 *
 * @param shadows what the darkest tenth stays below (10th percentile)
 * @param mean of all
 * @param highlights what the lightest tenth stays above (90th percentile)
 */
public record Exposure(double shadows, double mean, double highlights) {}

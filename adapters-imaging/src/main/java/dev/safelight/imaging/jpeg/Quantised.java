package dev.safelight.imaging.jpeg;

/**
 * A component as it stands in a file.
 *
 * @param steps what its coefficients are multiples of, in the order of files
 */
record Quantised(SparseBlocks blocks, int[] steps) {}

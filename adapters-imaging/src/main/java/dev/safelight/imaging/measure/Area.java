package dev.safelight.imaging.measure;

/** A rectangle of a picture in its pixels, that of a face say. May reach beyond the picture. */
public record Area(double x, double y, double width, double height) {}

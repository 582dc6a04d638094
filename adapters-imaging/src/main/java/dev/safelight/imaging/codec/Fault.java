package dev.safelight.imaging.codec;

/** What is wrong with a file that looks like a picture. */
public enum Fault {
    /** It ends too early. */
    TRUNCATED,
    /** It contradicts its own format. */
    CORRUPT,
    /** It is within its format and built to cost more than a picture may. */
    TOO_COMPLEX,
    /** It is within its format, and a variant that we do not decode. */
    UNSUPPORTED_VARIANT
}

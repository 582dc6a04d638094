package dev.safelight.domain.rule;

/** The stable names of the rules, as clients see them. A photo fails a rule; an upload fails for an UploadFault. */
public enum Code {
    UNSUPPORTED_FORMAT,
    UNREADABLE,
    FORMAT_MISMATCH,
    FILE_TOO_SMALL,
    FILE_TOO_LARGE,
    RESOLUTION_TOO_LOW,
    RESOLUTION_TOO_HIGH,
    TOO_BLURRY,
    TOO_DARK,
    TOO_BRIGHT,
    NO_FACE,
    MULTIPLE_FACES,
    FACE_TOO_SMALL,
    FACE_CUT_OFF,
    FACE_TURNED_AWAY,
    EYES_NOT_VISIBLE,
    DUPLICATE,
    TOO_SIMILAR
}

package dev.safelight.domain.image;

/** Why an upload failed: what came, or did not come, was not what was promised. The photo was not judged. */
public enum UploadFault {
    NEVER_ARRIVED("The file never arrived", "The upload did not finish. Please choose the photo again."),
    SIZE_MISMATCH("The file arrived incomplete", "Its size is not the one announced. Please upload it again."),
    CHECKSUM_MISMATCH("The file arrived damaged", "Its content is not what was announced. Please upload it again."),
    TYPE_MISMATCH("That is not a photo", "The file is not an image. Please choose a photo.");

    private final String title;
    private final String advice;

    UploadFault(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    public String title() {
        return title;
    }

    /** What the user can do, in plain words. */
    public String advice() {
        return advice;
    }
}

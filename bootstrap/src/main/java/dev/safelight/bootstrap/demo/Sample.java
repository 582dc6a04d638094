package dev.safelight.bootstrap.demo;

import dev.safelight.imaging.sample.SamplePhotos;
import java.util.List;

/**
 * A photo that the demo uploads.
 *
 * @param what it shows, in a few words
 * @param verdict that it should get: a status, or {@code REFUSED} for one that is not even signed for
 * @param code that must be among the reasons; empty when there should be none
 */
record Sample(String what, String filename, String contentType, byte[] bytes, String verdict, String code) {

    static final String REFUSED = "REFUSED";

    private static final String JPEG = "image/jpeg";

    /** A tour of the rules, in the order in which they are uploaded: likeness is judged against what came before. */
    static List<Sample> tour() {
        byte[] first = SamplePhotos.sharp(1);
        return List.of(
                accepted("a sharp landscape", "lake.jpg", JPEG, first),
                accepted("another one, held sideways", "hills.jpg", JPEG, SamplePhotos.rotatedByExif(2, 6)),
                accepted("a third one, as PNG", "dawn.png", "image/png", SamplePhotos.asPng(SamplePhotos.sharp(3))),
                rejected("the first once more", "lake (1).jpg", first, "DUPLICATE"),
                rejected(
                        "the first, from a chat", "IMG-WA0001.jpg", SamplePhotos.nearDuplicateOf(first), "TOO_SIMILAR"),
                rejected("out of focus", "blurry.jpg", SamplePhotos.blurred(4), "TOO_BLURRY"),
                rejected("at night", "night.jpg", SamplePhotos.dark(5), "TOO_DARK"),
                rejected("overexposed", "snow.jpg", SamplePhotos.bright(6), "TOO_BRIGHT"),
                rejected("too few pixels", "small.jpg", SamplePhotos.small(7), "RESOLUTION_TOO_LOW"),
                rejected(
                        "cut off in the middle",
                        "half.jpg",
                        SamplePhotos.truncated(SamplePhotos.sharp(8)),
                        "UNREADABLE"),
                new Sample(
                        "a program named .jpg",
                        "holiday.jpg",
                        JPEG,
                        SamplePhotos.notAPhoto(),
                        "UPLOAD_FAILED",
                        "TYPE_MISMATCH"),
                new Sample(
                        "186 bytes claiming 65535²",
                        "bomb.jpg",
                        JPEG,
                        SamplePhotos.claiming(65_535, 65_535),
                        REFUSED,
                        "FILE_TOO_SMALL"));
    }

    /** What becomes of it where photos are of people. Nobody is in it; and what is like none accepted is no duplicate. */
    Sample whereFacesAreAskedFor() {
        boolean fineButForThat = verdict.equals("ACCEPTED") || code.equals("DUPLICATE") || code.equals("TOO_SIMILAR");
        return fineButForThat ? new Sample(what, filename, contentType, bytes, "REJECTED", "NO_FACE") : this;
    }

    private static Sample accepted(String what, String filename, String contentType, byte[] bytes) {
        return new Sample(what, filename, contentType, bytes, "ACCEPTED", "");
    }

    private static Sample rejected(String what, String filename, byte[] bytes, String code) {
        return new Sample(what, filename, JPEG, bytes, "REJECTED", code);
    }
}

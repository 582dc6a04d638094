package dev.safelight.imaging.bench;

import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.colour.IccProfiles;
import dev.safelight.imaging.corpus.Corpus;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Photos for the benchmark, as a phone would take them: 12 megapixels, held upright and stored lying, without a profile and
 * with that of Display P3; and larger ones to see what memory they take. Somebody's selfie out of the labelled photos, where
 * they are, enlarged from 7 megapixels, otherwise a landscape of this project; with the noise of a sensor. HEIC is taken from
 * the labelled photos.
 */
final class BenchPhotos {

    private static final int QUARTER_TURN = 6;
    private static final String SELFIE =
            "faces/aws-samples+amazon-rekognition-code-samples/identity-verification/module_1/media/dani.jpeg";
    private static final String HEIC = "heif/h2non+bimg/testdata/test.heic";

    private BenchPhotos() {}

    public static void main(String[] folder) throws IOException {
        Path to = Files.createDirectories(Path.of(folder[0]));
        if (Files.exists(to.resolve("100-megapixels.jpg"))) {
            return;
        }
        BufferedImage view = Corpus.find()
                .map(corpus -> SamplePhotos.grainy(Inspecting.decode(corpus.read(SELFIE)), 3024, 4032))
                .orElseGet(() -> SamplePhotos.grainy(11, 3024, 4032));
        byte[] jpeg = SamplePhotos.rotatedByExif(view, QUARTER_TURN);
        Files.write(to.resolve("jpeg.jpg"), jpeg);
        Files.write(to.resolve("jpeg-p3.jpg"), IccProfiles.into(jpeg, IccProfiles.displayP3()));
        Files.write(to.resolve("png.png"), Inspecting.png(view));
        Files.write(
                to.resolve("48-megapixels.jpg"), SamplePhotos.rotatedByExif(SamplePhotos.grainy(12, 6048, 8064), 6));
        Files.write(
                to.resolve("100-megapixels.jpg"), SamplePhotos.rotatedByExif(SamplePhotos.grainy(13, 8660, 11547), 6));
        Corpus.find().ifPresent(corpus -> copy(corpus, to.resolve("heic.heic")));
    }

    private static void copy(Corpus corpus, Path to) {
        try {
            Files.write(to, corpus.read(HEIC));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}

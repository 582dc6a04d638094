package dev.safelight.imaging.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.corpus.Corpus.Faces;
import dev.safelight.imaging.face.Face;
import dev.safelight.imaging.face.FaceDetector;
import dev.safelight.imaging.face.Pictures;
import dev.safelight.imaging.face.Subjects;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * None, one or more faces on the labelled photos, where they are at hand: prints how often it is right and every file where
 * it is not. Looks at every eighth photo; with {@code -Dsafelight.long=true} at all of them.
 */
class FaceCorpusTest {

    private static final int EVERY = Boolean.getBoolean("safelight.long") ? 1 : 8;
    private static final int LONGER_SIDE = 1024;

    /** Labels of what nobody would call a clear case. */
    private static final List<String> UNCLEAR =
            List.of("tiny", "face-not-visible", "extreme pose", "partial", "crowd", "low contrast");

    private final FaceDetector detector = FaceDetector.load();

    @Test
    void clear_photos_of_nobody_one_and_more_are_told_apart() throws IOException {
        Optional<Corpus> corpus = Corpus.find();
        assumeTrue(corpus.isPresent(), "the labelled photos (../shared/photos) are absent");
        int[][] clear = new int[3][3];
        int[] drawn = new int[3];
        List<String> wrong = new ArrayList<>();
        List<Faces> files = corpus.orElseThrow().faces();
        for (int i = 0; i < files.size(); i += EVERY) {
            Faces file = files.get(i);
            List<Face> found = detector.detect(picture(corpus.orElseThrow().read(file.file())), Checkpoint.NONE);
            int seen = Math.min(2, Subjects.of(found).size());
            int expected = expected(file);
            if (isDrawnOrAnimal(file)) {
                drawn[seen]++;
            }
            if (!file.count().endsWith("?") && UNCLEAR.stream().noneMatch(file.label()::contains)) {
                clear[expected][seen]++;
            }
            if (seen != expected) {
                wrong.add("%s (%s) has %s, seen %s".formatted(file.file(), file.label(), file.count(), summary(found)));
            }
        }
        print(clear, drawn, wrong);
        int right = clear[0][0] + clear[1][1] + clear[2][2];
        assertThat(right).isGreaterThanOrEqualTo(total(clear) * 93 / 100);
        assertThat(drawn[1]).isLessThanOrEqualTo(1 + (drawn[0] + drawn[1] + drawn[2]) / 20);
    }

    private static void print(int[][] clear, int[] drawn, List<String> wrong) {
        String[] names = {"none", "one", "more"};
        System.out.println("Faces, clear cases:  as none  one  more");
        for (int i = 0; i < 3; i++) {
            System.out.printf("%20s %7d %4d %5d%n", names[i], clear[i][0], clear[i][1], clear[i][2]);
        }
        System.out.printf("Animals and drawings: %d as none, %d as one, %d as more%n", drawn[0], drawn[1], drawn[2]);
        wrong.forEach(System.out::println);
    }

    private static int expected(Faces file) {
        return switch (file.count()) {
            case "0", "0?" -> 0;
            // A main face and small ones far behind.
            case "1", "1+" -> 1;
            default -> 2;
        };
    }

    private static boolean isDrawnOrAnimal(Faces file) {
        return file.count().startsWith("0")
                && (file.label().contains("animal") || file.label().contains("draw"));
    }

    private static int total(int[][] counts) {
        int total = 0;
        for (int[] row : counts) {
            for (int count : row) {
                total += count;
            }
        }
        return total;
    }

    private static String summary(List<Face> faces) {
        StringBuilder text = new StringBuilder();
        for (Face face : faces) {
            text.append("%.0f px at %.2f, ".formatted(face.size(), face.confidence()));
        }
        return text.isEmpty() ? "nothing" : text.substring(0, text.length() - 2);
    }

    private static Planes picture(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assumeTrue(image != null, "not read by ImageIO");
        while (Math.max(image.getWidth(), image.getHeight()) >= 2 * LONGER_SIDE) {
            image = scaled(image, image.getWidth() / 2, image.getHeight() / 2);
        }
        double scale = Math.min(1, (double) LONGER_SIDE / Math.max(image.getWidth(), image.getHeight()));
        return Pictures.of(
                scaled(image, (int) Math.ceil(scale * image.getWidth()), (int) Math.ceil(scale * image.getHeight())));
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(Math.max(1, width), Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, scaled.getWidth(), scaled.getHeight(), java.awt.Color.WHITE, null);
        canvas.dispose();
        return scaled;
    }
}

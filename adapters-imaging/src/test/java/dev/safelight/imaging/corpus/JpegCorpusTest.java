package dev.safelight.imaging.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import dev.safelight.imaging.jpeg.JpegDecoder;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

/** A longer test on real photos, where they are at hand: the same brightness as the JDK's libjpeg, to the bit. */
class JpegCorpusTest {

    @Test
    void real_photos_are_decoded_as_libjpeg_does_and_none_is_called_damaged() {
        Optional<Corpus> found = Corpus.find();
        assumeTrue(found.isPresent(), "the labelled photos (../shared/photos) are absent");
        Corpus corpus = found.orElseThrow();
        List<String> wrong = new ArrayList<>();
        int same = 0;
        int others = 0;
        for (Labelled file : corpus.files()) {
            if (file.magic().equals("jpeg") && file.expected().startsWith("decodable")) {
                try {
                    same += difference(corpus.read(file.file()))
                            .map(d -> d == 0 ? 1 : 0)
                            .orElse(0);
                } catch (Unreadable refused) {
                    others++;
                    if (refused.fault() != Fault.UNSUPPORTED_VARIANT) {
                        wrong.add(file.file() + ": " + refused.getMessage());
                    }
                } catch (IOException | AssertionError different) {
                    wrong.add(file.file() + ": " + different.getMessage());
                }
            }
        }
        System.out.printf("JPEG: %d photos the same to the bit, %d left to ImageIO%n", same, others);
        assertThat(wrong).isEmpty();
    }

    /** The greatest of brightness; empty when libjpeg of the JDK does not read it raw. */
    private static Optional<Integer> difference(byte[] file) throws IOException {
        Planes ours = JpegDecoder.open(file).decode(1, Checkpoint.NONE);
        Optional<Raster> theirs = libjpeg(file);
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        int[] row = new int[ours.width()];
        int most = 0;
        for (int y = 0; y < ours.height(); y++) {
            theirs.get().getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                most = Math.max(most, Math.abs(ours.luma().at(x, y) - row[x]));
            }
        }
        assertThat(most).isLessThanOrEqualTo(1);
        return Optional.of(most);
    }

    private static Optional<Raster> libjpeg(byte[] file) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.")) {
                try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
                    reader.setInput(in, true, true);
                    return Optional.of(reader.readRaster(0, null));
                } catch (IOException | RuntimeException refused) {
                    return Optional.empty();
                } finally {
                    reader.dispose();
                }
            }
        }
        return Optional.empty();
    }
}

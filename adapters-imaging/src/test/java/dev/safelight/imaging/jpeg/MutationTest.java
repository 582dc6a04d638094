package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a picture, or {@link Unreadable}. */
class MutationTest {

    private static final int ROUNDS = 4_000;

    @Test
    void a_damaged_file_is_a_picture_or_unreadable() {
        byte[][] files = {
            TestFiles.baseline(Sampling.YUV_420, 50, 40),
            TestFiles.baseline(Sampling.GRAY, 33, 20),
            TestFiles.baseline(Sampling.YUV_440, 33, 20),
            TestFiles.progressive(true, 50, 40),
            TestFiles.progressive(false, 30, 30)
        };
        Random random = new Random(11);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = mutated(files[round % files.length], random);
            read += isRead(file, 1 << round % 4) ? 1 : 0;
        }
        assertThat(read).isBetween(ROUNDS / 50, ROUNDS * 9 / 10);
    }

    private static boolean isRead(byte[] file, int scale) {
        try {
            JpegDecoder decoder = JpegDecoder.open(file);
            if ((long) decoder.width() * decoder.height() > 1_000_000) {
                return false;
            }
            decoder.decode(scale, Checkpoint.NONE);
            JpegTranscoder.upright(file, 6, Checkpoint.NONE);
            return true;
        } catch (Unreadable refused) {
            return false;
        }
    }

    private static byte[] mutated(byte[] file, Random random) {
        byte[] mutated = random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
        boolean header = random.nextBoolean();
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            int at = random.nextInt(header ? Math.min(mutated.length, 400) : mutated.length);
            mutated[at] = (byte) (random.nextInt(3) == 0 ? 0xFF : random.nextInt(256));
        }
        return mutated;
    }
}

package dev.safelight.imaging.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.face.FaceDetector;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GraphReaderTest {

    @Test
    void both_networks_are_read_and_take_what_they_should() throws IOException {
        Network shortRange = Network.of(file("face_detection_short_range.tflite"));
        Network fullRange = Network.of(file("face_detection_full_range.tflite"));

        assertThat(List.of(shortRange.width(), shortRange.height(), shortRange.channels()))
                .containsExactly(128, 128, 3);
        assertThat(List.of(fullRange.width(), fullRange.height(), fullRange.channels()))
                .containsExactly(192, 192, 3);
        assertThat(fullRange.memory()).isLessThan(8 << 20);
        assertThat(shortRange.run(picture(128)).stream().map(list -> list.length))
                .containsExactly(896 * 16, 896);
        assertThat(fullRange.run(picture(192)).stream().map(list -> list.length))
                .containsExactly(2304 * 16, 2304);
    }

    @Test
    void the_same_picture_gives_the_same_numbers_in_many_threads_at_once() throws Exception {
        Network network = Network.of(file("face_detection_short_range.tflite"));
        float[] alone = network.run(picture(128)).getFirst();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> together = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                together.add(threads.submit(() -> network.run(picture(128)).getFirst()));
            }
            for (Future<float[]> one : together) {
                assertThat(one.get()).containsExactly(alone);
            }
        }
    }

    @Test
    void what_is_no_network_is_refused() {
        assertThatThrownBy(() -> Network.of(new byte[0])).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Network.of(new byte[1000])).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() ->
                        Network.of("....TFL3 and nothing else".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void a_damaged_file_is_refused_or_read_and_nothing_else_happens() throws IOException {
        byte[] whole = file("face_detection_short_range.tflite");
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k < 4; k++) {
                // Tables stand at the end of these files, weights before them.
                int at =
                        random.nextBoolean() ? random.nextInt(whole.length) : whole.length - 1 - random.nextInt(30_000);
                damaged[at] = (byte) random.nextInt(256);
            }
            tryToRead(i % 5 == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged);
        }
    }

    private static void tryToRead(byte[] damaged) {
        try {
            Network.of(damaged);
        } catch (Unreadable refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        } catch (RuntimeException other) {
            fail("a damaged file", other);
        }
    }

    private static float[][] picture(int side) {
        Random random = new Random(side);
        float[][] planes = new float[3][side * side];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextFloat() * 2 - 1;
            }
        }
        return planes;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream file = FaceDetector.class.getResourceAsStream(name)) {
            assertThat(file).as("what the build fetches: %s", name).isNotNull();
            return file.readAllBytes();
        }
    }
}

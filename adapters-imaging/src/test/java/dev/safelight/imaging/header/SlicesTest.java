package dev.safelight.imaging.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final byte[] FILE = "one big file of words".getBytes(StandardCharsets.US_ASCII);

    @Test
    void pieces_read_as_one_file_from_anywhere() {
        Slices slices = new Slices.Builder()
                .add(FILE, 4, 8)
                .add(new byte[] {'!'})
                .add(FILE, 0, 0)
                .add(FILE, 16, 21)
                .build();
        String whole = "big !words";

        assertThat(slices.length()).isEqualTo(whole.length());
        for (int from = 0; from < whole.length(); from++) {
            byte[] target = new byte[20];
            int count = slices.read(from, target, 2, 5);
            assertThat(new String(target, 2, count, StandardCharsets.US_ASCII))
                    .isEqualTo(whole.substring(from, Math.min(whole.length(), from + 5)));
        }
        assertThat(slices.read(whole.length(), new byte[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void nothing_is_nothing() {
        assertThat(new Slices.Builder().build().read(0, new byte[1], 0, 1)).isEqualTo(-1);
    }
}

package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small streams of an ordinary encoder, one a tool, beside checksums of what another decoder makes of them. */
class ReferenceStreamsTest {

    record Reference(String name, String checksum) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reference> references() throws IOException {
        return new String(resource("checksums.txt"), java.nio.charset.StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split(" ", -1))
                .map(fields -> new Reference(fields[0], fields[1]));
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_sample_is_the_same(Reference reference) throws IOException {
        List<byte[]> units = Streams.units(resource(reference.name + ".hevc"));

        assertThat(Streams.checksum(Streams.decode(units))).isEqualTo(reference.checksum);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReferenceStreamsTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}

package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams with every tool at random: tiles, wavefronts, dependent segments, plain blocks, blocks without loss, lists, offsets,
 * range extensions. Checksums are of what another decoder makes of them; seeds where that one departs from the standard
 * (rotation and boundary filters of blocks without loss, chroma offsets beside unfiltered blocks, slices of which the later
 * one alone forbids filtering across) are left out.
 */
class RandomStreamsTest {

    record Reference(long seed, String stream, String picture) {
        @Override
        public String toString() {
            return "seed " + seed;
        }
    }

    static Stream<Reference> references() throws IOException {
        return new String(ReferenceStreamsTest.resource("random.txt"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split(" ", -1))
                .map(fields -> new Reference(Long.parseLong(fields[0]), fields[1], fields[2]));
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_sample_is_the_same(Reference reference) throws Unreadable {
        List<byte[]> units = RandomStream.units(reference.seed);

        assertThat(Streams.checksum(units)).as("the stream itself").isEqualTo(reference.stream);
        assertThat(Streams.checksum(Streams.decode(units))).isEqualTo(reference.picture);
    }
}

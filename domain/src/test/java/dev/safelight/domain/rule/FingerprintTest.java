package dev.safelight.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Fingerprint ANY = any(1);

    private static Fingerprint any(long seed) {
        Random random = new Random(seed);
        return new Fingerprint(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    @Test
    void fingerprints_survive_being_written_down() {
        Fingerprint fingerprint = new Fingerprint(-1, 0, Long.MIN_VALUE, 42);

        assertThat(Fingerprint.parse(fingerprint.hex())).isEqualTo(fingerprint);
        assertThat(fingerprint.distance(new Fingerprint(0, 0, Long.MIN_VALUE, 42)))
                .isEqualTo(64);
    }

    @Test
    void what_is_done_twice_is_undone() {
        assertThat(ANY.mirrored().mirrored()).isEqualTo(ANY);
        assertThat(ANY.upsideDown().upsideDown()).isEqualTo(ANY);
        assertThat(ANY.transposed().transposed()).isEqualTo(ANY);
    }

    @Test
    void rows_become_columns() {
        Fingerprint secondOfFirstRow = new Fingerprint(0b10, 0, 0, 0);
        Fingerprint firstOfLastRow = new Fingerprint(0, 0, 0, 1L << 48);

        assertThat(secondOfFirstRow.transposed()).isEqualTo(new Fingerprint(1L << 16, 0, 0, 0));
        assertThat(firstOfLastRow.transposed()).isEqualTo(new Fingerprint(1L << 15, 0, 0, 0));
    }

    @Test
    void there_are_eight_ways_to_see_a_photo_and_each_is_near() {
        assertThat(ANY.everyWay()).hasSize(Fingerprint.WAYS).startsWith(ANY);
        assertThat(new HashSet<>(ANY.everyWay())).hasSize(Fingerprint.WAYS);
        for (Fingerprint way : ANY.everyWay()) {
            assertThat(ANY.distanceEveryWay(way)).isZero();
            assertThat(way.distanceEveryWay(ANY)).isZero();
        }
        assertThat(ANY.distance(ANY.mirrored())).isEqualTo(128);
        assertThat(ANY.distanceEveryWay(any(2))).isBetween(80, 140);
    }
}

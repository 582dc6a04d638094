package dev.safelight.imaging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.corpus.Corpus;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files spoiled at random, always in the same ways: some hundred for each target, and with {@code -Dsafelight.long=true} more
 * than 100,000 in all, then of the labelled photos too where they are at hand. Only pictures or typed refusals come of it.
 */
class SweepTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");
    private static final int MUTANTS = LONG ? 30_000 : 400;

    /** Larger ones take too long for what they add. */
    private static final int LARGEST_SEED = 60_000;

    @ParameterizedTest
    @EnumSource
    void spoiled_files_end_in_a_picture_or_in_a_refusal(Targets target) {
        List<byte[]> seeds = seeds();
        SplittableRandom random = new SplittableRandom(target.name().hashCode());
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < MUTANTS && findings.size() < 10; i++) {
            byte[] mutant = Mutation.any(seeds.get(i % seeds.size()), seeds, random);
            try {
                target.accepts(mutant);
            } catch (AssertionError finding) {
                finding.printStackTrace();
                findings.add(finding.getMessage() + ": " + HexFormat.of().formatHex(mutant));
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void seeds_are_files_that_are_read() {
        for (byte[] seed : Seeds.all()) {
            Targets.INSPECTOR.accepts(seed);
        }
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(Seeds.all());
        if (LONG) {
            Corpus.find()
                    .ifPresent(corpus -> corpus.files().stream()
                            .map(file -> corpus.read(file.file()))
                            .filter(bytes -> bytes.length > 8 && bytes.length <= LARGEST_SEED)
                            .forEach(seeds::add));
        }
        return seeds;
    }
}

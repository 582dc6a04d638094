package dev.safelight.imaging.heif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Unreadable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files with some bytes changed are read or refused, and nothing else. */
class HeifMutationTest {

    private static final int MUTANTS = 3000;
    private static final HeifLimits LIMITS = HeifLimits.defaults().withMaxPixels(1_000_000);

    private static List<byte[]> seeds() {
        Sample photo = Sample.of("pattern-420");
        Sample gray = Sample.of("gray");
        byte[] grid = new HeifBuilder()
                .grid(1, 2, 180, 50, HeifBuilder.crop(51, 31, 3, 5), HeifBuilder.rotation(1), HeifBuilder.mirror(1))
                .coded(photo)
                .coded(photo)
                .coded(gray, HeifBuilder.auxiliary("urn:mpeg:hevc:2015:auxid:1"))
                .refer("dimg", 1, 2, 3)
                .refer("auxl", 4, 1)
                .build();
        byte[] overlay = new HeifBuilder()
                .overlay(new int[] {1000, 2000, 3000, 60_000}, 80, 60, 5, 6, -7, 20)
                .coded(photo, HeifBuilder.rotation(3))
                .coded(gray)
                .refer("dimg", 1, 2, 3)
                .build();
        return List.of(
                grid,
                overlay,
                photo.file(),
                Sample.of("gbr").file(),
                Sample.of("pattern-10").file());
    }

    @Test
    void a_changed_file_is_read_or_refused() {
        Random random = new Random(4);
        List<byte[]> seeds = seeds();
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = seeds.get(i % seeds.size()).clone();
            int changes = 1 + random.nextInt(4);
            for (int k = 0; k < changes; k++) {
                mutate(mutant, random);
            }
            read(mutant, i);
        }
    }

    /** Mostly the boxes: what is coded has tests of its own. */
    private static void mutate(byte[] file, Random random) {
        int at = random.nextInt(random.nextInt(8) == 0 ? file.length : Math.min(file.length, 900));
        switch (random.nextInt(4)) {
            case 0 -> file[at] = (byte) (file[at] ^ (1 << random.nextInt(8)));
            case 1 -> file[at] = (byte) random.nextInt(256);
            case 2 -> file[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
            default -> file[at] = (byte) (file[at] + (random.nextBoolean() ? 1 : -1));
        }
    }

    private static void read(byte[] mutant, int number) {
        try {
            HeifFile file = HeifFile.open(mutant, LIMITS);
            file.decodingBytes();
            file.decode(HeifDecoding.whole().atLeast(number % 3 * 20));
        } catch (Unreadable refused) {
            assertThat(refused.fault()).isNotNull();
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError("mutant " + number, wrong);
        }
    }
}

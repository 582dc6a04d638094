package dev.safelight.imaging.heif;

import static dev.safelight.imaging.heif.HeifBuilder.auxiliary;
import static dev.safelight.imaging.heif.HeifBuilder.crop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeifRefusalTest {

    private static final Sample PHOTO = Sample.of("pattern-420");
    private static final String ALPHA = "urn:mpeg:hevc:2015:auxid:1";

    private static Unreadable refusal(byte[] file, HeifLimits limits) {
        try {
            HeifFile.open(file, limits).decode(HeifDecoding.whole());
        } catch (Unreadable refused) {
            return refused;
        }
        throw new AssertionError("was read");
    }

    private static Fault fault(HeifBuilder file) {
        return refusal(file.build(), HeifLimits.defaults()).fault();
    }

    private static HeifBuilder grid(int rows, int columns, int width, int height, int tiles) {
        HeifBuilder grid = new HeifBuilder().grid(rows, columns, width, height);
        int[] ids = new int[tiles];
        for (int i = 0; i < tiles; i++) {
            grid.coded(PHOTO);
            ids[i] = i + 2;
        }
        return grid.refer("dimg", 1, ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"av01", "unci", "jpeg", "avc1", "vvc1", "j2k1", "lhv1", "mski"})
    void other_codecs_are_called_rare_and_by_their_name(String type) {
        byte[] file = new HeifBuilder()
                .item(type, new byte[100], HeifBuilder.size(8, 8))
                .build();

        Unreadable refusal = refusal(file, HeifLimits.defaults());

        assertThat(refusal.fault()).isEqualTo(Fault.UNSUPPORTED_VARIANT);
        assertThat(refusal.getMessage()).contains(type);
    }

    @Test
    void a_property_that_must_be_known_and_is_not_makes_a_picture_rare() {
        byte[] unknown = Bytes.box("wxyz", new byte[4]);

        assertThat(fault(new HeifBuilder().coded(PHOTO, HeifBuilder.essential(unknown))))
                .isEqualTo(Fault.UNSUPPORTED_VARIANT);
    }

    @Test
    void a_property_that_need_not_be_known_is_passed_over() throws Unreadable {
        byte[] file =
                new HeifBuilder().coded(PHOTO, Bytes.box("wxyz", new byte[4])).build();

        assertThat(HeifFile.open(file, HeifLimits.defaults()).width()).isEqualTo(96);
    }

    @Test
    void a_file_cut_off_anywhere_is_truncated() {
        byte[] file = PHOTO.file();
        for (int length = 40; length < file.length - 1; length += 7) {
            Unreadable refusal = refusal(Arrays.copyOf(file, length), HeifLimits.defaults());
            assertThat(refusal.fault()).as("of %s bytes", length).isEqualTo(Fault.TRUNCATED);
        }
    }

    @Test
    void sizes_that_contradict_each_other_are_corrupt() {
        assertThat(fault(new HeifBuilder().coded(PHOTO, 97, 64))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(new HeifBuilder().coded(PHOTO, 0, 64))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(grid(2, 2, 192, 129, 4))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(grid(2, 2, 96, 128, 4))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(grid(2, 2, 192, 128, 3))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(grid(2, 2, 192, 128, 5))).isEqualTo(Fault.CORRUPT);
        assertThat(fault(new HeifBuilder().coded(PHOTO, crop(20, 20, 1000, 0)))).isEqualTo(Fault.CORRUPT);
    }

    @Test
    void tiles_of_different_kinds_or_sizes_are_refused() {
        HeifBuilder mixed = new HeifBuilder().grid(1, 2, 192, 64).coded(PHOTO).coded(Sample.of("gray"));
        HeifBuilder turned = new HeifBuilder().grid(1, 2, 192, 64).coded(PHOTO).coded(PHOTO, HeifBuilder.rotation(1));

        assertThat(fault(mixed.refer("dimg", 1, 2, 3))).isEqualTo(Fault.UNSUPPORTED_VARIANT);
        assertThat(fault(turned.refer("dimg", 1, 2, 3))).isEqualTo(Fault.CORRUPT);
    }

    @Test
    void pictures_made_from_themselves_are_refused() {
        HeifBuilder self = new HeifBuilder().inside("iden", new byte[0]).refer("dimg", 1, 1);
        HeifBuilder two = new HeifBuilder()
                .inside("iden", new byte[0])
                .inside("iden", new byte[0])
                .refer("dimg", 1, 2)
                .refer("dimg", 2, 1);
        HeifBuilder alpha = new HeifBuilder().coded(PHOTO, auxiliary(ALPHA)).refer("auxl", 1, 1);

        assertThat(fault(self)).isEqualTo(Fault.TOO_COMPLEX);
        assertThat(fault(two)).isEqualTo(Fault.TOO_COMPLEX);
        assertIsRead(alpha);
    }

    /** A picture that is its own alpha is odd, and no more. */
    private static void assertIsRead(HeifBuilder file) {
        assertThatCode(() -> HeifFile.open(file.build(), HeifLimits.defaults()).decode(HeifDecoding.whole()))
                .doesNotThrowAnyException();
    }

    @Test
    void an_overlay_that_multiplies_itself_is_too_complex() {
        HeifBuilder bomb = new HeifBuilder();
        int[] many = new int[60];
        for (int level = 1; level <= 4; level++) {
            bomb.overlay(new int[4], 64, 48, new int[120]);
            Arrays.fill(many, level + 1);
            bomb.refer("dimg", level, many);
        }

        assertThat(fault(bomb.coded(PHOTO))).isEqualTo(Fault.TOO_COMPLEX);
    }

    @Test
    void one_large_item_shown_many_times_is_too_complex() {
        int[] ids = new int[200];
        Arrays.fill(ids, 2);
        byte[] padded = Bytes.joined(PHOTO.data(), new byte[100_000]);
        Sample large = new Sample("large", PHOTO.file(), PHOTO.setup(), padded);
        HeifBuilder bomb =
                new HeifBuilder().grid(10, 20, 1920, 640).coded(large).refer("dimg", 1, ids);

        assertThat(fault(bomb)).isEqualTo(Fault.TOO_COMPLEX);
    }

    @Test
    void more_pixels_than_allowed_are_refused_before_anything_is_decoded() {
        HeifLimits small = HeifLimits.defaults().withMaxPixels(96 * 64 - 1);
        byte[] empty = new HeifBuilder().grid(256, 256, 65_000, 65_000).build();

        assertThat(refusal(PHOTO.file(), small).fault()).isEqualTo(Fault.TOO_COMPLEX);
        assertThat(refusal(empty, HeifLimits.defaults()).fault()).isEqualTo(Fault.TOO_COMPLEX);
        assertThat(refusal(
                                grid(2, 2, 192, 128, 4).build(),
                                HeifLimits.defaults().withMaxPixels(192 * 128 - 1))
                        .fault())
                .isEqualTo(Fault.TOO_COMPLEX);
    }

    @Test
    void huge_counts_are_refused() {
        byte[] places =
                Bytes.full("iloc", 2, 0, Bytes.of().u16(0x4400).u32(0xFFFFFFFFL).toArray());
        byte[] file = PHOTO.file().clone();
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("iloc") - 4;
        System.arraycopy(places, 4, file, at + 4, places.length - 4);

        assertThatThrownBy(() -> HeifFile.open(file, HeifLimits.defaults())).isInstanceOf(Unreadable.class);
    }

    @Test
    void a_file_that_is_no_heif_is_corrupt_and_a_sequence_without_a_still_picture_is_rare() {
        byte[] sequence = Bytes.joined(
                Bytes.box("ftyp", Bytes.of().text("hevc").u32(0).text("msf1").toArray()),
                Bytes.box("moov", new byte[20]));

        assertThat(refusal(new byte[100], HeifLimits.defaults()).fault()).isEqualTo(Fault.CORRUPT);
        assertThat(refusal(sequence, HeifLimits.defaults()).fault()).isEqualTo(Fault.UNSUPPORTED_VARIANT);
    }

    @Test
    void a_checkpoint_ends_decoding() throws Unreadable {
        HeifFile file = HeifFile.open(PHOTO.file(), HeifLimits.defaults());
        HeifDecoding ended = HeifDecoding.whole().withCheckpoint(() -> {
            throw new IllegalStateException("late");
        });

        assertThatThrownBy(() -> file.decode(ended)).hasMessage("late");
    }
}

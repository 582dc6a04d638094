package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDecoderTest {

    private static final int[][] SIZES = {{1, 1}, {7, 9}, {8, 8}, {16, 16}, {17, 33}, {100, 3}, {131, 67}};

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void every_sampling_and_size_is_decoded_as_libjpeg_does(Sampling sampling) throws IOException {
        for (int[] size : SIZES) {
            byte[] file = TestFiles.baseline(sampling, size[0], size[1]);
            Planes decoded = TestFiles.decode(file, 1);

            assertThat(decoded.sampling()).isEqualTo(sampling);
            assertThat(TestFiles.differenceOfLuma(decoded, TestFiles.libjpeg(file)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void progressive_files_are_decoded_as_libjpeg_does(boolean coloured) throws IOException {
        for (int[] size : SIZES) {
            byte[] file = TestFiles.progressive(coloured, size[0], size[1]);
            Planes decoded = TestFiles.decode(file, 1);

            assertThat(JpegDecoder.open(file).progressive()).isTrue();
            assertThat(decoded.isGray()).isEqualTo(!coloured);
            assertThat(TestFiles.differenceOfLuma(decoded, TestFiles.libjpeg(file)))
                    .isZero();
        }
    }

    /** The same coefficients in both: the transcoder does not touch them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void progressive_and_sequential_files_of_the_same_coefficients_are_the_same_at_every_scale(int scale)
            throws Unreadable {
        byte[] progressive = TestFiles.progressive(true, 131, 67);
        byte[] sequential =
                JpegTranscoder.upright(progressive, 1, Checkpoint.NONE).orElseThrow();

        assertThat(JpegDecoder.open(sequential).progressive()).isFalse();
        assertThat(TestPictures.difference(TestFiles.decode(sequential, scale), TestFiles.decode(progressive, scale)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void smaller_scales_are_means_of_the_full_one(int scale) throws Unreadable {
        for (Sampling sampling : Sampling.values()) {
            byte[] file = TestFiles.baseline(sampling, 203, 121);
            Planes small = TestFiles.decode(file, scale);
            Planes full = TestFiles.decode(file, 1);

            assertThat(small.width()).isEqualTo((203 + scale - 1) / scale);
            assertThat(small.height()).isEqualTo((121 + scale - 1) / scale);
            assertThat(distanceFromMean(full.luma(), small.luma(), scale)).isLessThan(scale == 8 ? 0.6 : 2.5);
        }
    }

    /** On average over all samples that stand for whole squares. */
    private static double distanceFromMean(Plane full, Plane small, int scale) {
        double distance = 0;
        int across = full.width() / scale;
        int down = full.height() / scale;
        for (int at = 0; at < across * down; at++) {
            int sum = 0;
            for (int i = 0; i < scale * scale; i++) {
                sum += full.at(at % across * scale + i % scale, at / across * scale + i / scale);
            }
            distance += Math.abs(small.at(at % across, at / across) - (double) sum / scale / scale);
        }
        return distance / across / down;
    }

    @Test
    void rare_kinds_are_known_by_their_header() {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 40, 40);
        int frame = frame(file);
        for (int kind : new int[] {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCF, 0xF7, 0xDE}) {
            assertFault(changed(file, frame + 1, kind), Fault.UNSUPPORTED_VARIANT);
        }
        assertFault(changed(file, frame + 4, 12), Fault.UNSUPPORTED_VARIANT);
        assertFault(changed(file, frame + 6, 0), Fault.UNSUPPORTED_VARIANT);
        assertFault(changed(file, frame + 11, 0x41), Fault.UNSUPPORTED_VARIANT);
        assertFault(changed(file, frame + 11, 0x31), Fault.UNSUPPORTED_VARIANT);
        assertFault(changed(file, frame + 14, 0x12), Fault.UNSUPPORTED_VARIANT);
        assertFault(changed(file, frame + 11, 0x05), Fault.CORRUPT);
        assertFault(changed(changed(file, frame + 7, 0), frame + 8, 0), Fault.CORRUPT);
    }

    @Test
    void red_green_and_blue_are_none_of_its_business() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.YUV_444, 16, 16);
        int frame = frame(file);
        byte[] named = changed(changed(changed(file, frame + 10, 'R'), frame + 13, 'G'), frame + 16, 'B');
        assertThat(JpegDecoder.open(named).sampling()).as("JFIF knows better").isEqualTo(Sampling.YUV_444);

        assertFault(changed(named, 6, 'X'), Fault.UNSUPPORTED_VARIANT);
        assertFault(inserted(changed(file, 6, 'X'), adobe(0)), Fault.UNSUPPORTED_VARIANT);
        assertThat(JpegDecoder.open(inserted(changed(named, 6, 'X'), adobe(1))).width())
                .isEqualTo(16);
    }

    @Test
    void components_that_are_all_called_alike_are_told_apart_by_their_place() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 40, 40);
        byte[] alike = file.clone();
        int frame = frame(file);
        int scan = find(file, 0xDA);
        for (int i = 0; i < 3; i++) {
            alike[frame + 10 + 3 * i] = 1;
            alike[scan + 5 + 2 * i] = 1;
        }

        assertThat(TestPictures.difference(TestFiles.decode(alike, 1), TestFiles.decode(file, 1)))
                .isZero();
    }

    @Test
    void a_file_cut_off_anywhere_is_truncated_but_for_its_last_mark() throws Unreadable {
        for (byte[] file :
                new byte[][] {TestFiles.baseline(Sampling.YUV_420, 60, 60), TestFiles.progressive(true, 60, 60)}) {
            for (int length = 2; length < file.length - 8; length += 7) {
                byte[] cut = Arrays.copyOf(file, length);
                if (!endsBetweenScans(file, length)) {
                    assertThatThrownBy(() -> TestFiles.decode(cut, 2))
                            .as("of %s, %s", file.length, cut.length)
                            .hasFieldOrPropertyWithValue("fault", Fault.TRUNCATED);
                }
            }
            assertThat(TestFiles.decode(Arrays.copyOf(file, file.length - 2), 1).width())
                    .isEqualTo(60);
        }
    }

    /** There, what is missing are the finest details. */
    private static boolean endsBetweenScans(byte[] file, int length) {
        int at = Marker.find(file, Math.max(0, length - 120));
        return at >= 0 && at <= length && find(file, 0xC2) > 0 && length > find(file, 0xDA) + 20;
    }

    @Test
    void damage_is_found_at_every_scale() {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 200, 200);
        byte[] short1 = new byte[file.length - 300];
        System.arraycopy(file, 0, short1, 0, short1.length - 2);
        short1[short1.length - 2] = (byte) 0xFF;
        short1[short1.length - 1] = (byte) 0xD9;

        for (int scale : new int[] {1, 2, 4, 8}) {
            assertThatThrownBy(() -> TestFiles.decode(short1, scale))
                    .hasFieldOrPropertyWithValue("fault", Fault.CORRUPT);
        }
    }

    @Test
    void no_header_claims_memory_for_nothing() {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 16, 16);
        int frame = frame(file);
        for (int i = 5; i < 9; i++) {
            file[frame + i] = (byte) 0xFF;
        }

        assertFault(file, Fault.CORRUPT);
    }

    @Test
    void more_scans_than_any_camera_makes_are_too_complex() {
        byte[] file = TestFiles.progressive(false, 30, 30);
        int first = find(file, 0xDA);
        int scan = Marker.find(file, first + 2) - first;
        byte[] many = new byte[file.length + 100 * scan];
        System.arraycopy(file, 0, many, 0, first);
        for (int i = 0; i < 100; i++) {
            System.arraycopy(file, first, many, first + i * scan, scan);
        }
        System.arraycopy(file, first, many, first + 100 * scan, file.length - first);

        assertThatThrownBy(() -> TestFiles.decode(many, 1)).hasFieldOrPropertyWithValue("fault", Fault.TOO_COMPLEX);
    }

    @Test
    void whoever_called_can_end_it_at_any_row() {
        byte[] file = TestFiles.progressive(true, 64, 64);
        for (int calls : new int[] {1, 5, 40}) {
            int[] left = {calls};
            Checkpoint checkpoint = () -> {
                if (--left[0] == 0) {
                    throw new IllegalStateException("enough");
                }
            };
            assertThatThrownBy(() -> JpegDecoder.open(file).decode(1, checkpoint))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void what_it_takes_in_memory_is_known_beforehand() throws Unreadable {
        byte[] progressive = TestFiles.progressive(false, 80, 80);
        JpegDecoder decoder = JpegDecoder.open(progressive);
        int rest = progressive.length + (64 << 10);

        assertThat(decoder.decodingBytes(1) - rest).isEqualTo(100 * (128 + 8));
        assertThat(decoder.decodingBytes(2) - rest).isEqualTo(100 * (32 + 8));
        assertThat(decoder.decodingBytes(8) - rest).isEqualTo(100 * (2 + 8));
    }

    static int frame(byte[] file) {
        return find(file, 0xC0);
    }

    static int find(byte[] file, int marker) {
        return find(file, marker, 0);
    }

    static int find(byte[] file, int marker, int from) {
        int at = Marker.find(file, from);
        while (at >= 0 && (file[at + 1] & 255) != marker) {
            at = Marker.find(file, at + 2);
        }
        return at;
    }

    private static byte[] changed(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] adobe(int transform) {
        return new byte[] {
            (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
    }

    private static byte[] inserted(byte[] file, byte[] segment) {
        byte[] longer = new byte[file.length + segment.length];
        System.arraycopy(file, 0, longer, 0, 2);
        System.arraycopy(segment, 0, longer, 2, segment.length);
        System.arraycopy(file, 2, longer, 2 + segment.length, file.length - 2);
        return longer;
    }

    private static void assertFault(byte[] file, Fault fault) {
        assertThatThrownBy(() -> JpegDecoder.open(file)).hasFieldOrPropertyWithValue("fault", fault);
    }
}

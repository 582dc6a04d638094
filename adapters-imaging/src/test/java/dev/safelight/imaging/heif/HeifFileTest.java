package dev.safelight.imaging.heif;

import static dev.safelight.imaging.heif.HeifBuilder.auxiliary;
import static dev.safelight.imaging.heif.HeifBuilder.crop;
import static dev.safelight.imaging.heif.HeifBuilder.mirror;
import static dev.safelight.imaging.heif.HeifBuilder.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeifFileTest {

    private static final Sample PHOTO = Sample.of("pattern-420");
    private static final Sample GRAY = Sample.of("gray");
    private static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";
    private static final int[] GREEN = {0, 0xFFFF, 0, 0xFFFF};

    /** What losing information costs in the samples, on average. */
    private static final double LOSS = 4;

    private static HeifFile open(byte[] file) throws Unreadable {
        return HeifFile.open(file, HeifLimits.defaults());
    }

    private static Pixels shown(byte[] file) throws Unreadable {
        HeifFile opened = open(file);
        Planes planes = opened.decode(HeifDecoding.whole());
        assertThat(planes.width()).isEqualTo(opened.width());
        assertThat(planes.height()).isEqualTo(opened.height());
        return Pixels.of(planes);
    }

    private static Pixels shown(HeifBuilder file) throws Unreadable {
        return shown(file.build());
    }

    @ParameterizedTest
    @CsvSource({
        "pattern-420, YUV_420",
        "pattern-422, YUV_422",
        "pattern-444, YUV_444",
        "pattern-10, YUV_420",
        "pattern-709, YUV_420",
        "gbr, YUV_444",
    })
    void a_photo_comes_out_whatever_its_matrix_range_depth_and_density_of_colours(String name, Sampling sampling)
            throws Unreadable {
        byte[] file = Sample.of(name).file();

        assertThat(shown(file).distance(Pixels.pattern())).isLessThan(LOSS);
        assertThat(open(file).decode(HeifDecoding.whole()).sampling()).isEqualTo(sampling);
    }

    @Test
    void a_gray_photo_has_no_planes_of_colour() throws Unreadable {
        Planes planes = open(GRAY.file()).decode(HeifDecoding.whole());

        assertThat(planes.isGray()).isTrue();
        Pixels gray = Pixels.of(96, 64, (x, y) -> {
            int rgb = Sample.pattern(x, y);
            double luma = 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
            return (int) Math.round(luma) * 0x010101;
        });
        assertThat(Pixels.of(planes).distance(gray)).isLessThan(LOSS);
    }

    @Test
    void what_the_container_says_of_colours_goes_before_what_the_coded_picture_says() throws Unreadable {
        Pixels limited = shown(new HeifBuilder().coded(PHOTO, HeifBuilder.colour(1, 13, 6, false)));

        assertThat(limited.at(4, 4)).isEqualTo(0xFFFFFF);
        int stretched = limited.at(20, 40) & 255;
        int plain = shown(new HeifBuilder().coded(PHOTO)).at(20, 40) & 255;
        assertThat(stretched).isLessThan(plain);
    }

    /** By EXIF's numbers; the sizes are those before and after. */
    @ParameterizedTest
    @ValueSource(strings = {"pattern-420", "pattern-422", "pattern-444"})
    void all_eight_orientations_come_out_upright(String name) throws Unreadable {
        Sample photo = Sample.of(name);
        Pixels stored = shown(new HeifBuilder().coded(photo));
        Pixels upsideDown = stored.quarterAnticlockwise().quarterAnticlockwise();

        assertThat(shown(new HeifBuilder().coded(photo, mirror(1))).distance(stored.mirrored()))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, rotation(2))).distance(upsideDown))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, mirror(0))).distance(stored.upsideDown()))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, rotation(1))).distance(stored.quarterAnticlockwise()))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, rotation(3))).distance(upsideDown.quarterAnticlockwise()))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, rotation(1), mirror(1)))
                        .distance(stored.quarterAnticlockwise().mirrored()))
                .isZero();
        assertThat(shown(new HeifBuilder().coded(photo, rotation(1), mirror(0)))
                        .distance(stored.quarterAnticlockwise().upsideDown()))
                .isZero();
    }

    @Test
    void crops_and_turns_are_done_in_the_order_given() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));

        Pixels croppedFirst = shown(new HeifBuilder().coded(PHOTO, crop(32, 24, -64, -40), rotation(1)));
        Pixels turnedFirst = shown(new HeifBuilder().coded(PHOTO, rotation(1), crop(32, 24, -16, -72)));
        Pixels mirroredFirst = shown(new HeifBuilder().coded(PHOTO, mirror(1), crop(32, 24, -64, -40)));

        assertThat(croppedFirst.distance(stored.part(0, 0, 32, 24).quarterAnticlockwise()))
                .isLessThan(0.5);
        assertThat(turnedFirst.distance(stored.quarterAnticlockwise().part(8, 0, 32, 24)))
                .isLessThan(0.5);
        assertThat(mirroredFirst.distance(stored.mirrored().part(0, 0, 32, 24))).isLessThan(0.5);
    }

    @Test
    void a_crop_at_an_odd_place_keeps_colours_where_they_are() throws Unreadable {
        HeifFile file = open(new HeifBuilder()
                .coded(PHOTO, crop(31, 21, -63, -37), rotation(3))
                .build());
        Planes planes = file.decode(HeifDecoding.whole());

        assertThat(file.width()).isEqualTo(21);
        assertThat(file.height()).isEqualTo(31);
        assertThat(file.codedWidth()).isEqualTo(96);
        assertThat(planes.sampling()).isEqualTo(Sampling.YUV_444);
        Planes whole = open(new HeifBuilder().coded(PHOTO).build()).decode(HeifDecoding.whole());
        for (int y = 0; y < 31; y++) {
            for (int x = 0; x < 21; x++) {
                int storedX = 1 + y;
                int storedY = 3 + 20 - x;
                assertThat(planes.luma().at(x, y)).isEqualTo(whole.luma().at(storedX, storedY));
                assertThat(planes.chroma().get(0).at(x, y))
                        .isEqualTo(whole.chroma().get(0).at(storedX / 2, storedY / 2));
            }
        }
    }

    @Test
    void tiles_make_one_picture_and_what_reaches_over_its_edge_is_cut_off() throws Unreadable {
        Pixels tile = shown(new HeifBuilder().coded(PHOTO));
        byte[] grid = new HeifBuilder()
                .grid(2, 2, 151, 101, rotation(1))
                .coded(PHOTO)
                .coded(PHOTO)
                .coded(PHOTO)
                .coded(PHOTO)
                .refer("dimg", 1, 2, 3, 4, 5)
                .build();

        Pixels shown = shown(grid);

        Pixels expected = Pixels.of(151, 101, (x, y) -> tile.at(x % 96, y % 64)).quarterAnticlockwise();
        assertThat(shown.distance(expected)).isLessThan(1.5);
        assertThat(shown.distance(expected.mirrored())).isGreaterThan(10);
    }

    @Test
    void tiles_may_be_decoded_by_several_threads() throws Unreadable {
        HeifBuilder grid = new HeifBuilder().grid(3, 3, 270, 180);
        for (int i = 0; i < 9; i++) {
            grid.coded(PHOTO);
        }
        HeifFile file = open(grid.refer("dimg", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).build());

        try (ExecutorService helpers = Executors.newFixedThreadPool(3)) {
            HeifDecoding shared = HeifDecoding.whole().withTiles(TileRunner.with(helpers, 4));
            Pixels together = Pixels.of(file.decode(shared));

            assertThat(together.distance(Pixels.of(file.decode(HeifDecoding.whole()))))
                    .isZero();
        }
    }

    @Test
    void a_picture_may_be_reduced_while_it_is_decoded() throws Unreadable {
        HeifBuilder grid = new HeifBuilder().grid(2, 3, 288, 128, rotation(1));
        for (int i = 0; i < 6; i++) {
            grid.coded(PHOTO);
        }
        HeifFile file = open(grid.refer("dimg", 1, 2, 3, 4, 5, 6, 7).build());
        Planes whole = file.decode(HeifDecoding.whole());

        assertThat(file.decode(HeifDecoding.whole().atLeast(145)).height()).isEqualTo(288);
        assertThat(file.decode(HeifDecoding.whole().atLeast(144)).height()).isEqualTo(144);
        assertThat(file.decode(HeifDecoding.whole().atLeast(1)).height()).isEqualTo(36);
        Planes quarter = file.decode(HeifDecoding.whole().atLeast(72));
        assertThat(quarter.width()).isEqualTo(32);
        for (int y = 0; y < quarter.height(); y++) {
            for (int x = 0; x < quarter.width(); x++) {
                assertThat(quarter.luma().at(x, y)).isEqualTo(average(whole, 4 * x, 4 * y));
            }
        }
    }

    private static int average(Planes planes, int left, int top) {
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += planes.luma().at(left + i % 4, top + i / 4);
        }
        return (sum + 8) / 16;
    }

    @Test
    void memory_is_estimated_and_smaller_for_what_is_reduced() throws Unreadable {
        HeifBuilder grid = new HeifBuilder().grid(1, 2, 192, 64);
        HeifFile file =
                open(grid.coded(PHOTO).coded(PHOTO).refer("dimg", 1, 2, 3).build());

        assertThat(file.resultBytes(HeifDecoding.whole())).isEqualTo(192 * 64 * 3 / 2);
        assertThat(file.resultBytes(HeifDecoding.whole().atLeast(96))).isEqualTo(96 * 32 * 3 / 2);
        assertThat(file.decodingBytes()).isBetween(96 * 64 * 4L, 96 * 64 * 16L);
    }

    @Test
    void an_identity_is_its_picture_turned_once_more() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));
        HeifBuilder identity = new HeifBuilder()
                .inside("iden", new byte[0], rotation(1))
                .coded(PHOTO, rotation(1))
                .refer("dimg", 1, 2);

        assertThat(shown(identity).distance(stored.quarterAnticlockwise().quarterAnticlockwise()))
                .isZero();
    }

    @Test
    void pictures_lie_upon_each_other_on_a_ground_and_reach_over_its_edges() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));
        Pixels shown = shown(new HeifBuilder()
                .overlay(GREEN, 140, 90, -10, -8, 100, 50)
                .coded(PHOTO)
                .coded(PHOTO, rotation(2))
                .refer("dimg", 1, 2, 3));

        assertThat(shown.part(0, 0, 54, 40).distance(stored.part(10, 8, 54, 40)))
                .isLessThan(2);
        assertThat(shown.part(100, 50, 40, 40)
                        .distance(stored.mirrored().upsideDown().part(0, 0, 40, 40)))
                .isLessThan(2);
        assertThat(shown.at(110, 10) >> 8 & 255).isGreaterThan(250);
        assertThat(shown.at(110, 10) & 0xFF00FF).isLessThan(0x030004);
    }

    @Test
    void what_is_transparent_is_shown_on_white() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));
        Planes alpha = open(GRAY.file()).decode(HeifDecoding.whole());
        HeifBuilder transparent =
                new HeifBuilder().coded(PHOTO).coded(GRAY, auxiliary(ALPHA)).refer("auxl", 2, 1);

        Pixels expected = Pixels.of(
                96, 64, (x, y) -> onWhite(stored.at(x, y), alpha.luma().at(x, y)));
        assertThat(shown(transparent).distance(expected)).isLessThan(1.5);
    }

    @Test
    void the_ground_of_an_overlay_is_on_white_where_it_is_transparent() throws Unreadable {
        HeifBuilder nothing = new HeifBuilder().overlay(new int[] {0, 0, 0, 0}, 20, 10);

        assertThat(shown(nothing).distance(Pixels.of(20, 10, (_, _) -> 0xFFFFFF)))
                .isZero();
    }

    private static int onWhite(int rgb, int alpha) {
        int mixed = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int value = (rgb >> shift & 255) * alpha + 255 * (255 - alpha);
            mixed |= ((value + 127) / 255) << shift;
        }
        return mixed;
    }

    @Test
    void a_premultiplied_picture_is_not_multiplied_again() throws Unreadable {
        HeifBuilder premultiplied = new HeifBuilder()
                .coded(GRAY)
                .coded(GRAY, auxiliary(ALPHA))
                .refer("auxl", 2, 1)
                .refer("prem", 1, 2);

        Pixels shown = shown(premultiplied);

        assertThat(shown.distance(Pixels.of(96, 64, (_, _) -> 0xFFFFFF))).isLessThan(1);
    }

    @Test
    void depth_gain_maps_thumbnails_and_exif_are_left_alone() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));
        byte[] exif = Bytes.of()
                .u32(0)
                .text("MM")
                .u16(42)
                .u32(8)
                .u16(1)
                .u16(0x0112)
                .u16(3)
                .u32(1)
                .u16(6)
                .u16(0)
                .u32(0)
                .toArray();
        HeifBuilder file = new HeifBuilder()
                .coded(PHOTO)
                .coded(GRAY, auxiliary("urn:mpeg:hevc:2015:auxid:2"))
                .coded(GRAY, auxiliary("urn:com:apple:photo:2020:aux:hdrgainmap"))
                .item("av01", new byte[10])
                .item("Exif", exif)
                .item("mime", new byte[10])
                .refer("auxl", 2, 1)
                .refer("auxl", 3, 1)
                .refer("thmb", 4, 1)
                .refer("cdsc", 5, 1)
                .refer("cdsc", 6, 1);

        assertThat(shown(file).distance(stored)).isZero();
    }

    @Test
    void a_gain_map_is_not_applied() throws Unreadable {
        Pixels stored = shown(new HeifBuilder().coded(PHOTO));
        HeifBuilder mapped = new HeifBuilder()
                .inside("tmap", new byte[60], HeifBuilder.size(96, 64))
                .coded(PHOTO)
                .coded(GRAY)
                .refer("dimg", 1, 2, 3);

        assertThat(shown(mapped).distance(stored)).isZero();
    }

    @Test
    void the_primary_item_is_shown_and_no_other() throws Unreadable {
        HeifBuilder second =
                new HeifBuilder().coded(GRAY).coded(PHOTO, mirror(1)).primary(2);

        assertThat(shown(second).distance(Pixels.pattern().mirrored())).isLessThan(LOSS);
    }

    @Test
    void a_thumbnail_is_never_shown_for_the_picture_that_it_stands_for() throws Unreadable {
        HeifBuilder thumbnailFirst =
                new HeifBuilder().coded(PHOTO).coded(GRAY).refer("thmb", 2, 1).primary(2);
        HeifBuilder ofNothing =
                new HeifBuilder().coded(PHOTO).coded(GRAY).refer("thmb", 1).primary(1);

        assertThat(shown(thumbnailFirst).distance(Pixels.pattern())).isLessThan(LOSS);
        assertThat(shown(ofNothing).distance(Pixels.pattern())).isLessThan(LOSS);
    }
}

package dev.safelight.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.decode.Sides;
import dev.safelight.imaging.decode.Source;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.header.HeaderReader;
import dev.safelight.imaging.heif.TileRunner;
import dev.safelight.imaging.sample.SamplePhotos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a photo may cost, and who is to blame when it costs more. */
class CostTest {

    private static final int FREE_CHECKS = 5;

    enum Kind {
        BASELINE,
        PROGRESSIVE,
        PNG,
        INTERLACED;

        byte[] photo() {
            byte[] photo = SamplePhotos.light(4);
            return switch (this) {
                case BASELINE -> photo;
                case PROGRESSIVE -> Inspecting.inPasses(Inspecting.decode(photo), "jpeg");
                case PNG -> SamplePhotos.asPng(photo);
                case INTERLACED -> Inspecting.inPasses(Inspecting.decode(photo), "png");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_slow_photo_is_stopped_in_the_middle_and_is_to_blame(Kind kind) throws InterruptedException {
        AtomicInteger checks = new AtomicInteger();
        LongSupplier cpu = () -> checks.incrementAndGet() <= FREE_CHECKS
                ? 0
                : Duration.ofHours(1).toNanos();

        Inspection seen = inspector(InstantSource.system(), cpu).inspect(kind.photo(), Format.JPEG);

        assertThat(seen.measurements().defect()).contains(Defect.TOO_SLOW);
        assertThat(seen.measurements().size()).contains(new PixelSize(720, 720));
        assertThat(seen.pictures()).isEmpty();
        assertThat(checks)
                .as("the clock is not asked again once the time is up")
                .hasValue(FREE_CHECKS + 1);
    }

    @Test
    void when_only_wall_time_has_passed_the_machine_is_to_blame() {
        AtomicInteger looks = new AtomicInteger();
        InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofHours(looks.getAndIncrement() < FREE_CHECKS ? 0 : 1));

        assertThatThrownBy(() -> inspector(clock, () -> 0).inspect(SamplePhotos.light(4), Format.JPEG))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupted_thread_stops_and_nothing_is_decided(Kind kind) {
        byte[] photo = kind.photo();
        AtomicInteger checks = new AtomicInteger();
        LongSupplier cpu = () -> {
            if (checks.incrementAndGet() == FREE_CHECKS) {
                Thread.currentThread().interrupt();
            }
            return 0;
        };

        assertThatThrownBy(() -> inspector(InstantSource.system(), cpu).inspect(photo, Format.JPEG))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted())
                .as("the flag is taken by the exception")
                .isFalse();
        assertThat(checks).hasValue(FREE_CHECKS);
    }

    @Test
    void an_interrupted_thread_does_not_even_begin() {
        byte[] photo = SamplePhotos.light(4);
        PlanarPhotoInspector inspector = inspector(InstantSource.system(), () -> 0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> inspector.inspect(photo, Format.JPEG)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void too_many_pixels_are_not_decoded_and_are_no_defect() throws InterruptedException {
        ImagingConfig modest = new ImagingConfig(
                EnumSet.of(Format.JPEG), true, 4096, 0.5, 64 << 20, Duration.ofSeconds(20), Duration.ofMinutes(1));

        Inspection seen =
                new PlanarPhotoInspector(modest, InstantSource.system()).inspect(SamplePhotos.light(4), Format.JPEG);

        assertThat(seen.measurements().size()).contains(new PixelSize(720, 720));
        assertThat(seen.measurements().defect()).isEmpty();
        assertThat(seen.measurements().pixels()).isEmpty();
        assertThat(seen.pictures()).isEmpty();
    }

    @Test
    void formats_that_are_not_asked_for_are_named_and_not_decoded() throws InterruptedException {
        ImagingConfig config = ImagingConfig.defaults().decoding(EnumSet.of(Format.JPEG));

        Inspection seen = new PlanarPhotoInspector(config, InstantSource.system())
                .inspect(SamplePhotos.asPng(SamplePhotos.light(4)), Format.PNG);

        assertThat(seen.measurements().format()).contains(Format.PNG);
        assertThat(seen.measurements().size()).isEmpty();
        assertThat(seen.pictures()).isEmpty();
    }

    @Test
    void the_largest_photo_needs_no_more_heap_than_is_said() throws Unreadable {
        PlanarPhotoInspector inspector = inspector(InstantSource.system(), () -> 0);
        for (int[] size :
                new int[][] {{10_000, 10_000}, {11_547, 8_660}, {8_191, 8_191}, {7_071, 7_071}, {65_535, 1}}) {
            // Long enough to be believed.
            byte[] claim = Arrays.copyOf(SamplePhotos.claiming(size[0], size[1]), 500_000);
            Header header = HeaderReader.read(claim, Format.JPEG).orElseThrow();
            Source source = Source.of(claim, header, TileRunner.INLINE, new Sides(4096, 1024));
            assertThat(inspector.memoryFor(header, source)).isLessThan(200L << 20);
        }
    }

    @Test
    void a_heap_of_160_mib_suffices_for_a_photo_of_100_megapixels(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path photo = Files.write(folder.resolve("photo.jpg"), BlankPhoto.of(11_547, 8_660));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        photo.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("read")
                .doesNotContain("not read");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void what_cannot_fit_into_the_heap_is_not_begun() throws InterruptedException {
        ByteBuffer lossless = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        lossless.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(52);
        lossless.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(40);
        lossless.put((byte) 0x2F).putInt(9_999 | 9_999 << 14);

        Inspection seen = inspector(InstantSource.system(), () -> 0).inspect(lossless.array(), Format.WEBP);

        assertThat(Runtime.getRuntime().maxMemory())
                .as("the heap that tests have")
                .isLessThan(1200L << 20);
        assertThat(seen.measurements().defect()).contains(Defect.TOO_COMPLEX);
    }

    private static PlanarPhotoInspector inspector(InstantSource clock, LongSupplier cpu) {
        return new PlanarPhotoInspector(ImagingConfig.defaults(), clock, cpu);
    }
}

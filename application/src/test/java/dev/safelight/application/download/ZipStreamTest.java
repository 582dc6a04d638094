package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.download.ZipFormat.Filed;
import dev.safelight.application.download.ZipStream.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipStreamTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:01Z");
    private static final long FOUR_GIB = 1L << 32;
    private static final List<String> NASTY = List.of(
            "plain.jpg",
            "with space.jpg",
            "façade.jpg",
            "写真.jpg",
            "🌅👩‍👩‍👧.jpg",
            "שלום עולם.jpg",
            "a'b;c&d$e`f!g#h%i(j)[k]{l}.jpg",
            "x".repeat(196) + ".jpg");

    @TempDir
    private Path folder;

    private static Item item(String name, Instant modified, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return new Item(name, modified, bytes.length, (int) crc.getValue(), new ByteArrayInputStream(bytes));
    }

    private static Item item(String name) {
        return item(name, NOON, ("the bytes of " + name).getBytes(UTF_8));
    }

    private static ZipStream zip(Stream<Item> items) {
        Iterator<Item> left = items.iterator();
        return new ZipStream(() -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
    }

    private Path written(ZipStream zip) throws IOException {
        Path archive = folder.resolve("archive.zip");
        try (zip) {
            Files.copy(zip, archive);
        }
        return archive;
    }

    @Test
    void every_reader_finds_every_name_and_all_bytes() throws Exception {
        Path archive = written(zip(NASTY.stream().map(ZipStreamTest::item)));
        Map<String, byte[]> files = Unpacked.by(archive);
        assertThat(files.keySet()).containsExactlyElementsOf(NASTY);
        files.forEach((name, bytes) -> assertThat(bytes).asString(UTF_8).isEqualTo("the bytes of " + name));
    }

    @Test
    void info_zip_tests_and_unpacks_it() throws Exception {
        Path archive = written(zip(NASTY.stream().map(ZipStreamTest::item)));
        assertThat(Unpacked.byUnzip("-t", archive).getLast()).startsWith("No errors detected");
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Unpacked.byUnzip("-q", archive, "-d", unpacked.toString());
        try (Stream<Path> files = Files.list(unpacked)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(NASTY);
        }
        assertThat(Files.getLastModifiedTime(unpacked.resolve("plain.jpg")).toInstant())
                .isEqualTo(NOON);
    }

    @Test
    void python_reads_it() throws Exception {
        Path archive = written(zip(NASTY.stream().map(ZipStreamTest::item)));
        assertThat(Unpacked.byPython(archive))
                .hasSize(NASTY.size())
                .first()
                .isEqualTo("plain.jpg 22 " + HexFormat.of().toHexDigits(crc("plain.jpg")));
    }

    private static int crc(String name) {
        return item(name).crc32();
    }

    @Test
    void an_archive_of_nothing_is_one() throws Exception {
        Path archive = written(zip(Stream.empty()));
        assertThat(Files.size(archive)).isEqualTo(22);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.size()).isZero();
        }
    }

    @Test
    void a_file_of_nothing_can_be_in_it() throws IOException {
        Path archive = written(zip(Stream.of(item("empty", NOON, new byte[0]), item("next"))));
        assertThat(Unpacked.by(archive)).containsKeys("empty", "next");
    }

    @Test
    void it_is_the_same_however_it_is_read() throws IOException {
        byte[] whole = zip(NASTY.stream().map(ZipStreamTest::item)).readAllBytes();
        byte[] byOne = new byte[whole.length];
        ZipStream drops = zip(NASTY.stream().map(ZipStreamTest::item));
        for (int i = 0; i < byOne.length; i++) {
            byOne[i] = (byte) drops.read();
        }
        assertThat(drops.read()).isEqualTo(-1);
        assertThat(drops.read(byOne, 0, 0)).isZero();
        assertThat(byOne).isEqualTo(whole);
    }

    @Test
    void what_fits_the_usual_fields_has_no_others() throws IOException {
        byte[] archive = zip(Stream.of(item("me.jpg"))).readAllBytes();
        ByteBuffer local = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(local.getShort(4)).as("version needed").isEqualTo((short) 10);
        assertThat(local.getShort(6)).as("flags: UTF-8 alone").isEqualTo((short) 0x800);
        assertThat(local.getInt(14)).as("CRC before the bytes").isEqualTo(crc("me.jpg"));
        assertThat(local.getInt(18)).as("length before the bytes").isEqualTo(19);
        assertThat(local.getShort(28)).as("the timestamp is all that is extra").isEqualTo((short) 9);
        assertThat(archive).hasSize(30 + 6 + 9 + 19 + 46 + 6 + 9 + 22);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z",
        "1979-12-31T23:59:59Z",
        "1980-01-01T00:00:00Z",
        "2026-03-29T01:30:00.5Z",
        "2026-10-25T00:59:59.999999999Z",
        "2038-01-19T03:14:07Z",
    })
    void a_time_is_kept_to_the_second_wherever_it_is_unpacked(Instant modified) throws IOException {
        Path archive = written(zip(Stream.of(item("me.jpg", modified, new byte[3]))));
        try (ZipFile zip = new ZipFile(archive.toFile());
                ZipInputStream stream = new ZipInputStream(Files.newInputStream(archive))) {
            Instant second = Instant.ofEpochSecond(modified.getEpochSecond());
            assertThat(zip.getEntry("me.jpg").getLastModifiedTime().toInstant()).isEqualTo(second);
            assertThat(stream.getNextEntry().getLastModifiedTime().toInstant()).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "1800-01-01T00:00:00Z"})
    void a_time_that_no_field_can_hold_becomes_one_near_by(Instant modified) throws IOException {
        Path archive = written(zip(Stream.of(item("me.jpg", modified, new byte[3]))));
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.getEntry("me.jpg").getTimeLocal().getYear())
                    .isEqualTo(modified.isBefore(NOON) ? 1980 : 2107);
        }
    }

    @Test
    void a_file_that_is_longer_or_shorter_than_was_said_is_no_archive() {
        for (int wrong : new int[] {2, 4}) {
            ZipStream zip = zip(Stream.of(new Item("a", NOON, wrong, 0, new ByteArrayInputStream(new byte[3]))));
            assertThatThrownBy(zip::readAllBytes).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"65534, false", "65535, true", "70001, true"})
    void zip64_begins_with_the_file_that_the_usual_count_cannot_hold(int files, boolean zip64) throws Exception {
        Path archive = written(zip(IntStream.range(0, files).mapToObj(i -> item("file-" + i))));
        byte[] bytes = Files.readAllBytes(archive);
        ByteBuffer end = ByteBuffer.wrap(bytes, bytes.length - 98, 98).slice().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(end.getInt(0) == 0x06064b50).isEqualTo(zip64);
        assertThat(end.getInt(56) == 0x07064b50).isEqualTo(zip64);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.size()).isEqualTo(files);
            try (InputStream last = zip.getInputStream(zip.getEntry("file-" + (files - 1)))) {
                assertThat(last.readAllBytes()).asString(UTF_8).isEqualTo("the bytes of file-" + (files - 1));
            }
        }
        assertThat(Unpacked.byUnzip("-tqq", archive)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4294967294, false", "4294967295, true"})
    void zip64_begins_with_the_byte_that_the_usual_length_cannot_hold(long size, boolean zip64) {
        Filed file = Filed.of("a", NOON, size, 0, 0);
        assertThat(ZipFormat.localHeader(file)).hasSize(30 + 1 + 9 + (zip64 ? 20 : 0));
        assertThat(ZipFormat.centralHeader(file)).hasSize(46 + 1 + 9 + (zip64 ? 20 : 0));
        Filed far = Filed.of("a", NOON, 1, 0, size);
        assertThat(ZipFormat.localHeader(far)).hasSize(30 + 1 + 9);
        assertThat(ZipFormat.centralHeader(far)).hasSize(46 + 1 + 9 + (zip64 ? 12 : 0));
        assertThat(ZipFormat.end(1, size, 56)).hasSize(zip64 ? 98 : 22);
        assertThat(ZipFormat.end(1, 100, size)).hasSize(zip64 ? 98 : 22);
    }

    @Test
    void files_beyond_four_gigabytes_and_those_after_them_are_read() throws Exception {
        long size = FOUR_GIB + 5;
        Path archive = folder.resolve("large.zip");
        writeSparsely(withLargeFile(size), archive);

        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("before", "large", "after");
            assertThat(zip.getEntry("large").getSize()).isEqualTo(size);
            try (InputStream after = zip.getInputStream(zip.getEntry("after"))) {
                assertThat(after.readAllBytes()).asString(UTF_8).isEqualTo("the bytes of after");
            }
        }
        try (ZipInputStream zip = new ZipInputStream(withLargeFile(size))) {
            zip.getNextEntry();
            assertThat(zip.getNextEntry().getSize()).isEqualTo(size);
            byte[] chunk = new byte[1 << 20];
            long seen = 0;
            for (int got = 0; got >= 0; got = zip.read(chunk)) {
                seen += got;
            }
            assertThat(seen).isEqualTo(size);
            assertThat(zip.getNextEntry().getName()).isEqualTo("after");
        }
        assertThat(Unpacked.byUnzip("-t", archive, "before", "after").getLast()).startsWith("No errors detected");
    }

    private static ZipStream withLargeFile(long size) {
        Item large = new Item("large", NOON, size, zerosCrc(size), zeros(size));
        return zip(Stream.of(item("before"), large, item("after")));
    }

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                throw new AssertionError("one by one takes for ever");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int got = (int) Math.min(left, length);
                Arrays.fill(into, offset, offset + got, (byte) 0);
                left -= got;
                return got;
            }
        };
    }

    private static int zerosCrc(long size) {
        CRC32 crc = new CRC32();
        byte[] chunk = new byte[1 << 20];
        for (long left = size; left > 0; left -= chunk.length) {
            crc.update(chunk, 0, (int) Math.min(left, chunk.length));
        }
        return (int) crc.getValue();
    }

    /** Zeros take no place on the disk: a file has a hole there. */
    private static void writeSparsely(ZipStream zip, Path archive) throws IOException {
        byte[] chunk = new byte[1 << 20];
        byte[] zeros = new byte[chunk.length];
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            for (int got = zip.read(chunk); got >= 0; got = zip.read(chunk)) {
                if (Arrays.equals(chunk, 0, got, zeros, 0, got)) {
                    file.seek(file.getFilePointer() + got);
                } else {
                    file.write(chunk, 0, got);
                }
            }
        }
    }
}

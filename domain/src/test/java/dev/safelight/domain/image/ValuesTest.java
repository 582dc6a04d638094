package dev.safelight.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @Test
    void ids_are_uuids_of_version_7_and_sort_by_the_time_they_were_made() {
        Instant now = Instant.parse("2026-11-21T12:00:00.123Z");
        ImageId id = ImageId.at(now, new Random(1));
        ImageId later = ImageId.at(now.plusMillis(1), new Random(2));

        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.madeAt()).isEqualTo(now);
        assertThat(later).isGreaterThan(id);
        assertThat(later.toString()).isGreaterThan(id.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0196f000-0000-7000-8000-00000000000g", "0196f000-0000-7000-8000-0000000000011"})
    void what_is_no_id_is_an_unknown_image(String text) {
        assertThat(ImageId.parse(text)).isEmpty();
    }

    @Test
    void a_hash_is_read_in_hexadecimal_and_in_base64() {
        Sha256 hash = Sha256.of("photo".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.parse(hash.hex().toUpperCase(Locale.ROOT))).contains(hash);
        assertThat(Sha256.parse(hash.base64())).contains(hash);
        assertThat(Sha256.parse(hash.hex().substring(1))).isEmpty();
        assertThat(Sha256.parse("*".repeat(44))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "me.jpg, me.jpg",
        "../../etc/passwd, passwd",
        "C:\\Users\\anna\\me.jpg, me.jpg",
        "'  me .jpg ', me .jpg",
        "🦊.jpg, 🦊.jpg",
        "'', photo",
        "../, photo",
        "..., photo",
        "مرحبا.jpg, مرحبا.jpg"
    })
    void names_of_files_are_cleaned_and_never_refused(String raw, String clean) {
        assertThat(Filename.clean(raw).value()).isEqualTo(clean);
    }

    @Test
    void control_characters_and_direction_overrides_vanish_from_names() {
        assertThat(Filename.clean("a\u0000b\nc\u202Egpj.exe").value()).isEqualTo("abcgpj.exe");
        assertThat(Filename.clean("\ud800lone.jpg").value()).isEqualTo("lone.jpg");
    }

    @Test
    void a_very_long_name_keeps_its_end() {
        String clean = Filename.clean("🦊".repeat(5_000) + ".jpg").value();

        assertThat(clean).hasSizeLessThanOrEqualTo(Filename.MAX_LENGTH).endsWith("🦊.jpg");
        assertThat(clean.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void a_name_that_was_not_cleaned_is_no_filename() {
        assertThatThrownBy(() -> new Filename("a\u0000b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Filename("")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a464946, JPEG",
        "89504e470d0a1a0a0000000d49484452, PNG",
        "524946462400000057454250565038, WEBP",
        "474946383961, GIF",
        "424d46000000000000003600000028000000, BMP",
        "49492a0008000000, TIFF",
        "4d4d002a00000008, TIFF",
        "0000001c6674797068656963000000006d69663168656963, HEIC",
        "0000001c667479706d6966310000000061766966, AVIF",
        "0000000c4a584c200d0a870a, JPEG_XL",
        "0000000c6a5020200d0a870a, JPEG_2000"
    })
    void formats_are_told_by_their_first_bytes(String head, Format format) {
        assertThat(Format.sniff(HexFormat.of().parseHex(head))).contains(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ff", "ffd8", "4d5a90000300000004000000ffff0000", "7f454c46", "424d", "0000001c66747970"})
    void what_is_no_image_is_no_format(String head) {
        assertThat(Format.sniff(HexFormat.of().parseHex(head))).isEmpty();
    }

    @Test
    void media_types_are_read_as_browsers_send_them() {
        assertThat(Format.ofMediaType("IMAGE/JPG; charset=binary")).contains(Format.JPEG);
        assertThat(Format.ofMediaType("image/heif")).contains(Format.HEIC);
        assertThat(Format.ofMediaType("application/pdf")).isEmpty();
        assertThat(Format.ofMediaType("")).isEmpty();
    }

    @Test
    void the_owner_of_an_object_is_found_by_its_key_and_by_nothing_else() {
        ImageId id = new ImageId(UUID.fromString("0196f000-0000-7000-8000-000000000001"));

        assertThat(ObjectKeys.owner(ObjectKeys.original(id))).contains(id);
        assertThat(ObjectKeys.owner(ObjectKeys.derivative(id, Variant.THUMBNAIL, Images.LEASE)))
                .contains(id);
        assertThat(ObjectKeys.owner("images/")).isEmpty();
        assertThat(ObjectKeys.owner("images/x/original")).isEmpty();
        assertThat(ObjectKeys.owner("other/" + id + "/original")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "../x", "a/b"})
    void a_sets_name_is_plain(String name) {
        assertThat(SetId.parse(name)).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> new SetId(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_set_is_ready_at_its_minimum() {
        SetSize size = SetSize.defaults();

        assertThat(new SetCount(5, 3, 1).isReady(size)).isFalse();
        assertThat(new SetCount(6, 0, 0).isReady(size)).isTrue();
        assertThatThrownBy(() -> new SetSize(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}

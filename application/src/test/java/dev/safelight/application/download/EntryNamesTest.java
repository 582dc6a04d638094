package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Filename;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {

    private final EntryNames names = new EntryNames();

    private String named(String filename) {
        return names.of(new Filename(filename), "jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "me.jpg, me.jpg",
        "me.JPEG, me.jpg",
        "Grandma's 80th.heic, Grandma's 80th.jpg",
        "me, me.jpg",
        "me.png.webp, me.png.jpg",
        "v1.2, v1.2.jpg",
        "2026.11.27, 2026.11.27.jpg",
        "letter.pdf, letter.pdf.jpg",
        "façade.jpg, façade.jpg",
        "写真.heic, 写真.jpg",
        "🌅.png, 🌅.jpg",
    })
    void a_name_stays_and_its_extension_becomes_that_of_what_is_delivered(String filename, String expected) {
        assertThat(named(filename)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a/b.jpg, a_b.jpg",
                "..\\..\\b.jpg, _.._b.jpg",
                "/etc/passwd, _etc_passwd.jpg",
                "C:\\me.jpg, C__me.jpg",
                "a<b>c:d\"e|f?g*.jpg, a_b_c_d_e_f_g_.jpg",
                "..jpg, photo.jpg",
                ".jpg, photo.jpg",
                ".hidden.jpg, hidden.jpg",
                "-rf.jpg, rf.jpg",
                "--help, help.jpg",
                "~root.jpg, root.jpg",
                "me .jpg, me.jpg",
                "me. . .jpg, me.jpg",
                "me.jpg., me.jpg",
                "　me　.jpg, me.jpg",
                "a／b＼c：d.jpg, a_b_c_d.jpg",
                "a⁄b∕c.jpg, a_b_c.jpg",
            })
    void what_means_something_in_a_path_is_taken_away(String filename, String expected) {
        assertThat(named(filename)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CON",
                "con.jpg",
                "NUL.png",
                "aux.holiday.jpg",
                "Com1.jpg",
                "LPT9",
                "com¹.jpg",
                "PRN .x.jpg",
                "CONIN$",
                "nul .jpg"
            })
    void the_names_of_windows_devices_are_no_longer_theirs(String filename) {
        assertThat(named(filename)).startsWith("_").endsWith(".jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console.jpg", "nullable.png", "com10.jpg", "auxiliary", "company.jpg"})
    void names_that_only_begin_like_devices_stay(String filename) {
        assertThat(named(filename)).startsWith(filename.replaceAll("\\..*", ""));
    }

    @Test
    void the_second_of_a_name_is_numbered_and_so_on() {
        assertThat(List.of(named("me.jpg"), named("me.png"), named("me.heic")))
                .containsExactly("me.jpg", "me (2).jpg", "me (3).jpg");
    }

    @Test
    void a_number_that_somebody_gave_is_not_given_again() {
        assertThat(List.of(named("me (2).jpg"), named("me.jpg"), named("me.jpg"), named("me (2).jpg")))
                .containsExactly("me (2).jpg", "me.jpg", "me (3).jpg", "me (2) (2).jpg");
    }

    @Test
    void names_that_are_one_on_some_disk_are_told_apart() {
        assertThat(List.of(named("Straße.jpg"), named("STRASSE.jpg"))).containsExactly("Straße.jpg", "STRASSE (2).jpg");
        assertThat(List.of(named("Me.jpg"), named("mE.jpg"))).containsExactly("Me.jpg", "mE (2).jpg");
        assertThat(List.of(named("é.jpg"), named("e\u0301.jpg"))).containsExactly("é.jpg", "é (2).jpg");
        assertThat(List.of(named("ﬁ.jpg"), named("fi.jpg"))).containsExactly("ﬁ.jpg", "fi (2).jpg");
    }

    @Test
    void no_photo_takes_the_place_of_the_manifest() {
        assertThat(names.of(new Filename("Manifest.jpg"), "json")).isEqualTo("Manifest (2).json");
        assertThat(named("manifest.json")).isEqualTo("manifest.json.jpg");
    }

    @Test
    void a_long_name_is_cut_between_characters_and_keeps_its_number_and_extension() {
        String filename = "🌅".repeat(60) + ".jpg";
        for (String ending : List.of(".jpg", " (2).jpg", " (3).jpg")) {
            String name = named(filename);
            assertThat(name.getBytes(UTF_8).length).isBetween(EntryNames.MAX_BYTES - 3, EntryNames.MAX_BYTES);
            assertThat(name).isEqualTo("🌅".repeat((EntryNames.MAX_BYTES - ending.length()) / 4) + ending);
        }
    }

    @Test
    void thousands_of_the_same_name_take_no_time_and_are_all_different() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            assertThat(given.add(named("IMG_0001.jpg"))).isTrue();
        }
    }

    @Test
    void whatever_is_thrown_at_it_each_name_is_safe_bounded_and_new() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String nasty = "/\\:*?\"<>|.. -~\u00A0\u3000\u200B\u202Fconul1aA.jpgpng\u0301é\uD83C\uDF05ß\uFF0F\u2044İı";
        int[] alphabet = nasty.codePoints().toArray();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder filename = new StringBuilder();
            for (int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 90 : 6); length > 0; length--) {
                filename.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String name = named(filename.toString());
            assertThat(name)
                    .as("seed %s, from %s", seed, filename)
                    .doesNotContainPattern("[/\\\\:*?\"<>|\\p{Cntrl}]")
                    .doesNotContainPattern("^[.\\-\\s\\p{Z}]|[.\\s\\p{Z}](\\.jpg)?$")
                    .doesNotContainPattern("(?i)^(con|nul)\\s*(\\.|$)")
                    .isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC))
                    .endsWith(".jpg");
            assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(EntryNames.MAX_BYTES);
            assertThat(given.add(name.toLowerCase(Locale.ROOT)))
                    .as("%s, seed %s", name, seed)
                    .isTrue();
        }
    }
}

package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.domain.image.Filename;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of the files in one archive: what the user called each photo, made into a name that every tool can unpack on
 * every system, and that no other file of the archive has, not even on a disk that takes capitals and composed letters for
 * the same. One instance an archive; for one thread.
 */
public final class EntryNames {

    /** The list of what is in the archive: no photo is ever called so. */
    public static final String MANIFEST = "manifest.json";

    /** The longest name in UTF-8: most disks take 255, and unpacking tools like to add something. */
    static final int MAX_BYTES = 200;

    private static final String NAMELESS = "photo";
    private static final String FORBIDDEN = "/\\<>:\"|?*";

    /** Signs that are no slash and become one where a tool converts names to an old code page. */
    private static final String LIKE_A_SLASH = "\u2044\u2215\u2216\u29F5\u29F8\u29F9";

    /** Extensions of pictures only: what else follows a dot belongs to the name. */
    private static final Pattern EXTENSION =
            Pattern.compile("\\.(jpe?g|jpe|jfif|png|hei[cf]|hif|webp|avif|gif|tiff?|bmp)$", Pattern.CASE_INSENSITIVE);

    /** Devices of Windows, where {@code nul.holiday.jpg} is still {@code nul}. */
    private static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3])[\\s]*(\\..*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LEADING = Pattern.compile("^[.\\-~\\s\\p{Z}]+");
    private static final Pattern TRAILING = Pattern.compile("[.\\s\\p{Z}]+$");

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    public EntryNames() {
        taken.add(folded(MANIFEST));
    }

    /**
     * A name that was not given before: {@code name.jpg}, and {@code name (2).jpg} where that is taken.
     *
     * @param extension of what is delivered, without a dot; lower-case letters and digits
     */
    public String of(Filename filename, String extension) {
        String stem = stem(filename.value());
        String name = bounded(stem, "." + extension);
        String first = folded(name);
        while (!taken.add(folded(name))) {
            int number = numbers.merge(first, 2, (before, one) -> before + 1);
            name = bounded(stem, " (" + number + ")." + extension);
        }
        return name;
    }

    private static String stem(String filename) {
        String printable = Normalizer.normalize(filename, Form.NFC)
                .codePoints()
                .map(EntryNames::harmless)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String ended = TRAILING.matcher(printable).replaceFirst("");
        String stem = EXTENSION.matcher(ended).replaceFirst("");
        String tidy = TRAILING.matcher(LEADING.matcher(stem).replaceFirst("")).replaceFirst("");
        if (tidy.isEmpty()) {
            return NAMELESS;
        }
        return RESERVED.matcher(tidy).matches() ? "_" + tidy : tidy;
    }

    /** The character itself, or an underscore where it, or what some system makes of it, has a meaning in a path. */
    private static int harmless(int codePoint) {
        boolean invisible = switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
        boolean meaning = Normalizer.normalize(Character.toString(codePoint), Form.NFKC)
                .chars()
                .anyMatch(c -> FORBIDDEN.indexOf(c) >= 0);
        return invisible || meaning || LIKE_A_SLASH.indexOf(codePoint) >= 0 ? '_' : codePoint;
    }

    /** As much of {@code stem} as there is room for before {@code ending}. */
    private static String bounded(String stem, String ending) {
        int room = MAX_BYTES - ending.getBytes(UTF_8).length;
        if (stem.getBytes(UTF_8).length <= room) {
            return stem + ending;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : stem.codePoints().toArray()) {
            bytes += Character.toString(codePoint).getBytes(UTF_8).length;
            if (bytes > room) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return TRAILING.matcher(kept).replaceFirst("") + ending;
    }

    /** What two names have in common that are the same file on some disk. */
    private static String folded(String name) {
        String folded =
                Normalizer.normalize(name, Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Form.NFKC);
    }
}

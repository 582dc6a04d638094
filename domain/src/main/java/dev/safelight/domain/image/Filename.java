package dev.safelight.domain.image;

import java.text.Normalizer;

/**
 * What the user calls the file. It is shown and never used as a path: objects are named by their image's id. Cleaned
 * rather than refused, because nobody should be turned away for the name their camera chose.
 */
public record Filename(String value) {

    /** The longest name that is kept, in UTF-16 units; the end, which holds the extension, is what survives. */
    public static final int MAX_LENGTH = 200;

    public Filename {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.equals(printable(value))) {
            throw new IllegalArgumentException("not a clean file name; use Filename.clean");
        }
    }

    /** Drops folders, control and bidirectional-override characters; what is left of nothing is {@code photo}. */
    public static Filename clean(String raw) {
        String bounded = raw.length() > 4 * MAX_LENGTH ? raw.substring(raw.length() - 4 * MAX_LENGTH) : raw;
        String name = bounded.substring(Math.max(bounded.lastIndexOf('/'), bounded.lastIndexOf('\\')) + 1);
        String tidy = printable(Normalizer.normalize(printable(name), Normalizer.Form.NFC))
                .strip();
        if (tidy.length() > MAX_LENGTH) {
            int from = tidy.length() - MAX_LENGTH;
            tidy = tidy.substring(Character.isLowSurrogate(tidy.charAt(from)) ? from + 1 : from)
                    .strip();
        }
        boolean onlyDots = tidy.chars().allMatch(c -> c == '.');
        return new Filename(onlyDots ? "photo" : tidy);
    }

    private static String printable(String text) {
        return text.codePoints()
                .filter(Filename::isPrintable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int codePoint) {
        boolean overridesDirection =
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> !overridesDirection;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}

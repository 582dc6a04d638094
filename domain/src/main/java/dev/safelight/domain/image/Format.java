package dev.safelight.domain.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds of file that we can tell by their first bytes. Which of them are welcome is the policy's to say; the others
 * are here so that the answer can name what was sent.
 */
public enum Format {
    JPEG("image/jpeg", List.of("image/jpg", "image/pjpeg")),
    PNG("image/png", List.of("image/x-png")),
    WEBP("image/webp", List.of()),
    HEIC("image/heic", List.of("image/heif", "image/heic-sequence", "image/heif-sequence")),
    AVIF("image/avif", List.of("image/avif-sequence")),
    GIF("image/gif", List.of()),
    BMP("image/bmp", List.of("image/x-ms-bmp")),
    TIFF("image/tiff", List.of()),
    JPEG_XL("image/jxl", List.of()),
    JPEG_2000("image/jp2", List.of("image/jpx", "image/jpm"));

    /** How many bytes of a file {@link #sniff} wants to see. */
    public static final int SNIFF_LENGTH = 64;

    private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1");

    private final String mediaType;
    private final List<String> otherNames;

    Format(String mediaType, List<String> otherNames) {
        this.mediaType = mediaType;
        this.otherNames = otherNames;
    }

    /** The registered media type, {@code image/jpeg}. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of a media type as a browser would send it, case and parameters ignored. */
    public static Optional<Format> ofMediaType(String contentType) {
        String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(bare) || format.otherNames.contains(bare))
                .findFirst();
    }

    /** The format by content, from the first {@link #SNIFF_LENGTH} bytes of a file (fewer if it is shorter). */
    public static Optional<Format> sniff(byte[] head) {
        if (starts(head, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (starts(head, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of(PNG);
        }
        if (starts(head, 'R', 'I', 'F', 'F') && "WEBP".equals(ascii(head, 8, 4))) {
            return Optional.of(WEBP);
        }
        if (starts(head, 'G', 'I', 'F', '8')) {
            return Optional.of(GIF);
        }
        if (starts(head, 'B', 'M') && head.length >= 18 && isBmpHeaderSize(head[14])) {
            return Optional.of(BMP);
        }
        if (starts(head, 'I', 'I', 42, 0)
                || starts(head, 'M', 'M', 0, 42)
                || starts(head, 'I', 'I', 43, 0)
                || starts(head, 'M', 'M', 0, 43)) {
            return Optional.of(TIFF);
        }
        if (starts(head, 0xFF, 0x0A) || starts(head, 0, 0, 0, 0x0C, 'J', 'X', 'L', ' ')) {
            return Optional.of(JPEG_XL);
        }
        if (starts(head, 0, 0, 0, 0x0C, 'j', 'P', ' ', ' ') || starts(head, 0xFF, 0x4F, 0xFF, 0x51)) {
            return Optional.of(JPEG_2000);
        }
        return "ftyp".equals(ascii(head, 4, 4)) ? sniffIsoMedia(head) : Optional.empty();
    }

    /** ISO/IEC 14496-12, section 4.3: a major brand, a version, then compatible brands to the end of the box. */
    private static Optional<Format> sniffIsoMedia(byte[] head) {
        int end = Math.min(head.length, ((head[2] & 0xFF) << 8) | (head[3] & 0xFF));
        boolean heif = false;
        for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
            String brand = ascii(head, at, 4);
            if (AVIF_BRANDS.contains(brand)) {
                return Optional.of(AVIF);
            }
            heif |= HEIF_BRANDS.contains(brand);
        }
        return heif ? Optional.of(HEIC) : Optional.empty();
    }

    /** The sizes of the known headers are 12, 40, 52, 56, 64, 108 and 124: two letters alone are too common a start. */
    private static boolean isBmpHeaderSize(byte size) {
        return Set.of(12, 40, 52, 56, 64, 108, 124).contains((int) size);
    }

    private static boolean starts(byte[] head, int... expected) {
        if (head.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((head[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] head, int from, int length) {
        return head.length < from + length ? "" : new String(head, from, length, StandardCharsets.ISO_8859_1);
    }
}

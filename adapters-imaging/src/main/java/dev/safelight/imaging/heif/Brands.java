package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a file says it is, in its first box (ISO/IEC 14496-12, 4.3).
 *
 * @param all the major brand first
 */
record Brands(Set<String> all) {

    private static final int MAX = 64;

    /** ISO/IEC 23008-12, annex B and 10.2: pictures of HEVC; of any codec; and sequences, which may have one beside them. */
    private static final Set<String> HEVC = Set.of("heic", "heix", "heim", "heis");

    private static final Set<String> ANY = Set.of("mif1", "mif2", "msf1", "miaf", "hevc", "hevx");

    private static final Set<String> OTHER = Set.of("avif", "avis", "av01", "jpeg", "jpgs", "j2ki", "unif", "vvic");

    /** Empty when the file begins with another box. */
    static Optional<Brands> of(ByteView file) {
        try {
            if (!file.has(4, "ftyp")) {
                return Optional.empty();
            }
            long end = Math.min(Math.min(file.u32(0), file.length()), 16 + 4L * MAX);
            Set<String> all = new LinkedHashSet<>();
            all.add(Box.fourCharacters(file, 8));
            for (int at = 16; at + 4 <= end; at += 4) {
                all.add(Box.fourCharacters(file, at));
            }
            return Optional.of(new Brands(all));
        } catch (Unreadable tooShort) {
            return Optional.empty();
        }
    }

    boolean mayBeHeic() {
        if (all.stream().anyMatch(HEVC::contains)) {
            return true;
        }
        return all.stream().anyMatch(ANY::contains) && all.stream().noneMatch(OTHER::contains);
    }
}

package dev.safelight.imaging.header;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Icc;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together an ICC profile from the APP2 segments that it is spread over (ICC.1:2022, annex B.4). */
final class JpegProfile {

    private static final String MARK = "ICC_PROFILE\0";

    private final TreeMap<Integer, ByteView> parts = new TreeMap<>();
    private boolean broken;

    void add(ByteView segment) throws Unreadable {
        int start = MARK.length() + 2;
        if (segment.has(0, MARK) && segment.length() > start) {
            broken |= parts.put(segment.u8(MARK.length()), segment.part(start, segment.length())) != null;
        }
    }

    /** Empty when there is none, or none that makes sense: the photo is taken for sRGB then, as browsers do. */
    Optional<ColourSpace> whole() {
        boolean gapless = !parts.isEmpty() && parts.firstKey() == 1 && parts.lastKey() == parts.size();
        if (broken || !gapless) {
            return Optional.empty();
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        for (ByteView part : parts.values()) {
            profile.write(part.bytes(), part.from(), part.length());
        }
        return Icc.read(profile.toByteArray());
    }
}

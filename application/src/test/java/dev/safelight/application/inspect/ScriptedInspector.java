package dev.safelight.application.inspect;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.FaceSeen;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Eyes that see what the file says of itself: the first bytes of a JPEG, then words such as {@code seed=1 sharpness=80}.
 * Photos with the same seed look alike; a second look tells them apart by their take.
 */
public final class ScriptedInspector implements PhotoInspector {

    private static final byte[] MAGIC = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final int SIZE = 60_000;

    private final Availability availability;

    public ScriptedInspector(Availability availability) {
        this.availability = availability;
    }

    /**
     * A file of 60,000 bytes that will be seen as its script says.
     *
     * @param script any of {@code seed}, {@code take}, {@code sharpness}, {@code side} (shorter, px), {@code highlights}, {@code
     *     defect}, {@code faces} (how many are seen; without it nobody looks), {@code note} (to tell files apart that look the same), {@code panic} (kills the decoder)
     */
    public static byte[] photo(String script) {
        byte[] words = (" " + script + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(MAGIC, SIZE);
        System.arraycopy(words, 0, bytes, MAGIC.length, words.length);
        return bytes;
    }

    @Override
    public Inspection inspect(byte[] bytes, Format promised) {
        availability.check();
        String script = new String(bytes, StandardCharsets.US_ASCII);
        if (word(script, "panic").isPresent()) {
            throw Outage.passing("the decoder died", new IOException("told to"));
        }
        Optional<Format> format = Format.sniff(bytes);
        if (format.isEmpty()) {
            return new Inspection(measured(bytes, promised, format, script, Optional.empty()), Optional.empty());
        }
        Measurements measured = measured(bytes, promised, format, script, word(script, "defect"));
        return new Inspection(
                measured, measured.pixels().map(pixels -> new Pictures(bytes.clone(), thumbnail(pixels, script))));
    }

    private static byte[] thumbnail(Pixels pixels, String script) {
        return (pixels + " take=" + (int) number(script, "take", 0) + " ").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether two thumbnails that were made here are of photos with another take. */
    public static boolean areTwo(byte[] one, byte[] other) {
        return number(new String(one, StandardCharsets.UTF_8), "take", 0)
                != number(new String(other, StandardCharsets.UTF_8), "take", 0);
    }

    private static Measurements measured(
            byte[] bytes, Format promised, Optional<Format> format, String script, Optional<String> defect) {
        int side = (int) number(script, "side", 1_000);
        return new Measurements(
                bytes.length,
                Sha256.of(bytes),
                promised,
                format,
                format.map(known -> new PixelSize(side, side)),
                defect.map(Defect::valueOf),
                format.filter(known -> defect.isEmpty()).map(known -> pixels(script)));
    }

    private static Pixels pixels(String script) {
        Random random = new Random((long) number(script, "seed", 0));
        return new Pixels(
                new Exposure(10, 50, number(script, "highlights", 90)),
                Optional.of(number(script, "sharpness", 80)),
                new Fingerprint(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                word(script, "faces").map(count -> Collections.nCopies(Integer.parseInt(count), face(script))));
    }

    private static FaceSeen face(String script) {
        return new FaceSeen(
                new Region(0.25, 0.125, 0.5, 0.5),
                0.875,
                Collections.nCopies(FaceSeen.LANDMARKS, new FaceSeen.Point(0.5, 0.25)),
                -10,
                2.5,
                0.75,
                Optional.of(number(script, "sharpness", 80)),
                new Exposure(15, 45, 75));
    }

    private static double number(String script, String name, double otherwise) {
        return word(script, name).map(Double::parseDouble).orElse(otherwise);
    }

    private static Optional<String> word(String script, String name) {
        Matcher found = Pattern.compile(" " + name + "=(\\S+)").matcher(script);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}

package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.hevc.VideoColour;

/** What is said of an item (ISO/IEC 23008-12, 6.5), as far as it matters for showing it. */
sealed interface Property {

    /** ispe: before the item is cropped or turned. */
    record Size(int width, int height) implements Property {}

    /** hvcC: what a decoder has to know before it sees a picture (ISO/IEC 14496-15, 8.3.2). */
    record HevcSetup(ByteView body) implements Property {}

    /** colr with nclx: what Y, Cb and Cr, and red, green and blue mean, in the numbers of ITU-T H.273. */
    record Colour(VideoColour meaning) implements Property {}

    /** colr with an ICC profile. */
    record Profile(ByteView body) implements Property {}

    /** auxC: what an auxiliary picture is for. */
    record Auxiliary(String purpose) implements Property {}

    /** irot. */
    record Rotation(int quartersAnticlockwise) implements Property {}

    /**
     * imir. The second edition calls its bit a mode: 0 exchanges top and bottom, 1 left and right. The first edition's words
     * can be read the other way; writers and readers agree on the second's.
     */
    record Mirror(boolean leftRight) implements Property {}

    /** clap: the part in the middle, moved by an offset, all as fractions (ISO/IEC 14496-12, 12.1.4). */
    record Crop(Fraction width, Fraction height, Fraction right, Fraction down) implements Property {}

    /** Known to say nothing about how pixels are shown: pixi, pasp, rloc, lsel of the base layer. */
    record Harmless() implements Property {}

    /** Not known; an item that needs it cannot be shown. */
    record Unknown(String type) implements Property {}

    static Property of(Box box) throws Unreadable {
        ByteView body = box.body();
        return switch (box.type()) {
            case "ispe" -> size(body);
            case "hvcC" -> new HevcSetup(body);
            case "colr" -> colour(body);
            case "auxC" -> new Auxiliary(new Fields(body, 4).text());
            case "irot" -> new Rotation(body.u8(0) & 3);
            case "imir" -> new Mirror((body.u8(0) & 1) == 1);
            case "clap" -> crop(body);
            case "pixi", "pasp", "rloc" -> new Harmless();
            case "lsel" -> body.u16(0) == 0 ? new Harmless() : new Unknown("lsel");
            default -> new Unknown(box.type());
        };
    }

    private static Property size(ByteView body) throws Unreadable {
        long width = body.u32(4);
        long height = body.u32(8);
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw Unreadable.corrupt("a picture of " + width + "×" + height);
        }
        return new Size((int) width, (int) height);
    }

    private static Property colour(ByteView body) throws Unreadable {
        Fields fields = new Fields(body, 0);
        String type = fields.fourCharacters();
        return switch (type) {
            case "nclx" ->
                new Colour(new VideoColour(fields.u16(), fields.u16(), fields.u16(), (fields.u8() & 0x80) != 0));
            case "prof", "rICC" -> new Profile(fields.rest());
            default -> new Harmless();
        };
    }

    private static Property crop(ByteView body) throws Unreadable {
        Fields fields = new Fields(body, 0);
        return new Crop(
                Fraction.unsigned(fields), Fraction.unsigned(fields), Fraction.signed(fields), Fraction.signed(fields));
    }
}

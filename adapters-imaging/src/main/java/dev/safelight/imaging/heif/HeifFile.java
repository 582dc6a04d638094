package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.heif.Scene.Shown;
import java.util.Optional;

/**
 * A HEIF file with a still picture of HEVC inside: HEIC. What is beside the picture, thumbnails, depth, gain maps, EXIF, is
 * left alone; how it is turned is said by irot, imir and clap, never by EXIF. Can be used by several threads.
 */
public final class HeifFile {

    private final Shown picture;
    private final Optional<ColourSpace> colours;

    private HeifFile(Shown picture, Optional<ColourSpace> colours) {
        this.picture = picture;
        this.colours = colours;
    }

    /** Whether a file begins like one that may hold a HEIC picture; its brands say nothing of AVIF. */
    public static boolean isLikely(byte[] beginning) {
        return Brands.of(ByteView.of(beginning)).filter(Brands::mayBeHeic).isPresent();
    }

    /**
     * Reads the boxes and the sizes; decodes nothing.
     *
     * @param file kept, and not to be changed afterwards
     * @throws Unreadable {@code UNSUPPORTED_VARIANT} too for other codecs than HEVC, and for sequences without a still picture
     */
    public static HeifFile open(byte[] file, HeifLimits limits) throws Unreadable {
        ByteView view = ByteView.of(file);
        if (Brands.of(view).isEmpty()) {
            throw Unreadable.corrupt("no file type");
        }
        Items items = Items.of(view, limits);
        Shown picture = new SceneBuilder(items, file.length, limits).primary();
        if (picture.pixels() > limits.maxPixels()) {
            throw Unreadable.tooComplex(picture.width() + "×" + picture.height() + " pixels");
        }
        return new HeifFile(picture, Meaning.of(items, picture, limits));
    }

    /** As shown: cropped and turned. */
    public int width() {
        return picture.width();
    }

    /** As shown: cropped and turned. */
    public int height() {
        return picture.height();
    }

    /** As stored, before it is cropped and turned. */
    public int codedWidth() {
        return picture.scene().width();
    }

    /** As stored, before it is cropped and turned. */
    public int codedHeight() {
        return picture.scene().height();
    }

    /** What red, green and blue mean; empty for sRGB. */
    public Optional<ColourSpace> colours() {
        return colours;
    }

    /** The heap that {@link #decode} takes beyond its result, at most, in bytes, when one thread decodes in full size. */
    public long decodingBytes() {
        return decodingBytes(HeifDecoding.whole());
    }

    /**
     * The heap that {@link #decode} takes beyond its result, at most, in bytes. For a grid, what its tiles take that are
     * decoded at the same time, a few MB; for one coded picture 8 to 13 bytes a pixel; more for transparent ones and overlays.
     */
    public long decodingBytes(HeifDecoding how) {
        return Reductions.workingBytes(picture, reduction(how), how.tiles().atOnce());
    }

    /** The heap that the result of {@link #decode} takes, in bytes. */
    public long resultBytes(HeifDecoding how) {
        return Reductions.resultBytes(picture, reduction(how));
    }

    /**
     * The picture, cropped, turned, on white, and reduced as {@code how} allows, by averages.
     *
     * @throws Unreadable when what is coded is damaged, or more than its sizes said
     */
    public Planes decode(HeifDecoding how) throws Unreadable {
        return new Composer(how).show(picture, reduction(how));
    }

    private int reduction(HeifDecoding how) {
        return how.reduction(width(), height());
    }
}

package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.ArrayList;
import java.util.List;

/** Writes baseline JFIF files without metadata, with Huffman codes made for each. */
public final class JpegEncoder {

    private JpegEncoder() {}

    /**
     * Takes about 3 bytes of heap for each pixel besides the result.
     *
     * @param picture of up to 65535 pixels each way; colour is stored as densely as it is there
     * @param quality 1 to 100, as most encoders count it: 50 for the tables of T.81, annex K
     * @param checkpoint is called for every row of blocks
     */
    public static byte[] encode(Planes picture, int quality, Checkpoint checkpoint) {
        if (quality < 1 || quality > 100 || picture.width() > 65535 || picture.height() > 65535) {
            throw new IllegalArgumentException(
                    "no JPEG of quality " + quality + ", " + picture.width() + "×" + picture.height());
        }
        Sampling sampling = picture.sampling();
        int mcusAcross = Frame.ceil(picture.width(), 8 << sampling.shiftX());
        int mcusDown = Frame.ceil(picture.height(), 8 << sampling.shiftY());
        List<Quantised> components = new ArrayList<>();
        components.add(new PlaneQuantiser(picture.luma(), QuantisationTables.of(true, quality))
                .quantise(mcusAcross << sampling.shiftX(), mcusDown << sampling.shiftY(), checkpoint));
        int[] steps = QuantisationTables.of(false, quality);
        for (Plane plane : picture.chroma()) {
            components.add(new PlaneQuantiser(plane, steps).quantise(mcusAcross, mcusDown, checkpoint));
        }
        return new BaselineFile(picture.width(), picture.height(), sampling, components)
                .write(checkpoint)
                .orElseThrow(); // coefficients of 8 bit samples fit
    }
}

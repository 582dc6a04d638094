package dev.safelight.imaging.codec;

import java.util.List;

/**
 * A picture as brightness and colours apart, as JPEG and HEIC store it: Y, Cb and Cr of JFIF (ITU-T T.871: the weights of
 * BT.601, full range, 128 for no colour), 8 bits each. Chroma lies in the middle of the pixels that it stands for.
 * What red, green and blue mean is not told here.
 *
 * @param luma a value for every pixel
 * @param chroma Cb and Cr, of the size that {@code sampling} says; empty for {@link Sampling#GRAY}
 */
public record Planes(Sampling sampling, Plane luma, List<Plane> chroma) {

    public Planes {
        chroma = List.copyOf(chroma);
        if (chroma.size() != (sampling == Sampling.GRAY ? 0 : 2)) {
            throw new IllegalArgumentException(sampling + " with " + chroma.size() + " planes of colour");
        }
        for (Plane plane : chroma) {
            if (plane.width() != sampling.across(luma.width()) || plane.height() != sampling.down(luma.height())) {
                throw new IllegalArgumentException("a plane of colour of " + plane.width() + "×" + plane.height()
                        + " beside " + luma.width() + "×" + luma.height() + " at " + sampling);
            }
        }
    }

    public int width() {
        return luma.width();
    }

    public int height() {
        return luma.height();
    }

    public boolean isGray() {
        return sampling == Sampling.GRAY;
    }
}

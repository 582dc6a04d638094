package dev.safelight.imaging.hevc;

import java.util.List;

/**
 * A picture as decoded: no conversion of range, depth or colours.
 *
 * @param chroma Cb and Cr; empty for gray
 */
public record HevcPicture(HevcFormat format, HevcPlane luma, List<HevcPlane> chroma) {

    public HevcPicture {
        chroma = List.copyOf(chroma);
    }
}

package dev.safelight.imaging.jpeg;

/**
 * One of the planes that a frame declares, and how it is cut into blocks of 8×8 samples (T.81, section A.1.1 and A.2).
 *
 * @param index its place in the frame
 * @param id what scans call it
 * @param across how many of its blocks stand beside each other in an MCU, 1 to 4
 * @param down how many stand below each other
 * @param quantiser the number of its table, 0 to 3
 * @param blocksAcross that hold any of its samples
 * @param blocksDown likewise
 * @param paddedAcross the same, filled up to whole MCUs, as an interleaved scan codes them
 * @param paddedDown likewise
 */
record Component(
        int index,
        int id,
        int across,
        int down,
        int quantiser,
        int blocksAcross,
        int blocksDown,
        int paddedAcross,
        int paddedDown) {

    int blocks() {
        return Math.multiplyExact(paddedAcross, paddedDown);
    }
}

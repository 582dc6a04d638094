package dev.safelight.imaging.jpeg;

/** Takes the blocks of a component as they are decoded. */
interface BlockSink {

    /**
     * @param block 64 coefficients row by row, multiplied by the sink's own steps; is given back full of zeros
     * @param mask which of them may be other than 0, in the order of files: bit 0 for the mean, bit 63 for the finest
     */
    void accept(int x, int y, short[] block, long mask);

    /** By what each coefficient is to be multiplied, in the order of files. */
    int[] steps();
}

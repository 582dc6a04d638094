package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;

/** Decodes one block of a scan after the other, in the order in which they are coded. */
interface BlockDecoder {

    /**
     * @param part its component, by its place in the scan
     * @param x column of blocks in the component
     * @param y row of blocks
     */
    void block(int part, int x, int y) throws Unreadable;

    /** Forgets what was before (T.81, section E.2.4: DC predictions, runs of empty blocks). */
    void restart();
}

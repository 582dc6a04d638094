package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;

/** Visits the blocks of a scan in the order in which they are coded (T.81, section A.2), with its restarts. */
final class ScanWalk {

    private final Frame frame;
    private final Scan scan;
    private final int restartInterval;
    private final BitReader bits;
    private final BlockDecoder decoder;
    private int untilRestart;
    private int restarts;

    ScanWalk(Frame frame, Scan scan, int restartInterval, BitReader bits, BlockDecoder decoder) {
        this.frame = frame;
        this.scan = scan;
        this.restartInterval = restartInterval;
        this.bits = bits;
        this.decoder = decoder;
        this.untilRestart = restartInterval == 0 ? Integer.MAX_VALUE : restartInterval;
    }

    /** @return where the coded data ends in the file */
    int walk(int from, Checkpoint checkpoint) throws Unreadable {
        bits.open(from);
        int rows = scan.isInterleaved()
                ? frame.mcusDown()
                : scan.parts().getFirst().component().blocksDown();
        for (int y = 0; y < rows; y++) {
            checkpoint.check();
            if (scan.isInterleaved()) {
                interleaved(y);
            } else {
                alone(y);
            }
        }
        return bits.finish();
    }

    /** A.2.2: blocks of one component, no more than hold samples. */
    private void alone(int y) throws Unreadable {
        int across = scan.parts().getFirst().component().blocksAcross();
        for (int x = 0; x < across; x++) {
            restartWhenDue();
            decoder.block(0, x, y);
        }
    }

    /** A.2.3: from every component as many as its sampling factors say. */
    private void interleaved(int y) throws Unreadable {
        int count = scan.parts().size();
        int[] across = new int[count];
        int[] down = new int[count];
        for (int i = 0; i < count; i++) {
            across[i] = scan.parts().get(i).component().across();
            down[i] = scan.parts().get(i).component().down();
        }
        int mcus = frame.mcusAcross();
        for (int x = 0; x < mcus; x++) {
            restartWhenDue();
            for (int part = 0; part < count; part++) {
                for (int v = 0; v < down[part]; v++) {
                    for (int h = 0; h < across[part]; h++) {
                        decoder.block(part, x * across[part] + h, y * down[part] + v);
                    }
                }
            }
        }
    }

    private void restartWhenDue() throws Unreadable {
        if (untilRestart-- == 0) {
            bits.restart(restarts++ & 7);
            decoder.restart();
            untilRestart = restartInterval - 1;
        }
    }
}

package dev.safelight.imaging.decode;

import dev.safelight.imaging.header.Slices;
import javax.imageio.stream.ImageInputStreamImpl;

/** What a decoder reads from: in small helpings, each after a look at the clock. That is what stops a slow file. */
final class GuardedInput extends ImageInputStreamImpl {

    private static final int HELPING = 2048;

    private final Slices file;
    private final TimeLimit limit;
    private final byte[] one = new byte[1];
    private int readSinceCheck;

    GuardedInput(Slices file, TimeLimit limit) {
        this.file = file;
        this.limit = limit;
    }

    @Override
    public int read() {
        return read(one, 0, 1) == 1 ? one[0] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        int count = file.read(streamPos, target, offset, Math.min(length, HELPING));
        streamPos += Math.max(0, count);
        readSinceCheck += Math.max(64, count);
        if (readSinceCheck >= HELPING) {
            readSinceCheck = 0;
            limit.check();
        }
        return count;
    }

    @Override
    public long length() {
        return file.length();
    }
}

package dev.safelight.imaging.decode;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Looks at the clock whenever a decoder reports progress. */
record LimitedProgress(TimeLimit limit) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        limit.check();
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        limit.check();
    }

    @Override
    public void imageComplete(ImageReader source) {
        limit.check();
    }

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
}

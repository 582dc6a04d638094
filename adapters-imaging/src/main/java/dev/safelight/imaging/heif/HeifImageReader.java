package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Rgb;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primary picture of a HEIC file as ImageIO wants it: upright, on white, as sRGB. Width and height need no
 * decoding. A region and subsampling are honoured as ImageIO defines them, by leaving pixels out. There is no metadata.
 */
public final class HeifImageReader extends ImageReader {

    private static final int MAX_FILE_BYTES = 256 << 20;

    private @Nullable HeifFile file;

    /** @param spi that made it */
    public HeifImageReader(HeifImageReaderSpi spi) {
        super(spi);
    }

    @Override
    public void setInput(@Nullable Object input, boolean seekForwardOnly, boolean ignoreMetadata) {
        super.setInput(input, seekForwardOnly, ignoreMetadata);
        file = null;
    }

    @Override
    public int getNumImages(boolean allowSearch) {
        return 1;
    }

    @Override
    public int getWidth(int index) throws IOException {
        return file(index).width();
    }

    @Override
    public int getHeight(int index) throws IOException {
        return file(index).height();
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int index) throws IOException {
        file(index);
        return List.of(
                        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB),
                        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR))
                .iterator();
    }

    @Override
    public @Nullable IIOMetadata getStreamMetadata() {
        return null;
    }

    @Override
    public @Nullable IIOMetadata getImageMetadata(int index) {
        return null;
    }

    @Override
    public BufferedImage read(int index, @Nullable ImageReadParam param) throws IOException {
        HeifFile read = file(index);
        BufferedImage image = getDestination(param, getImageTypes(index), read.width(), read.height());
        ImageReadParam wanted = param == null ? getDefaultReadParam() : param;
        checkReadParamBandSettings(wanted, 3, image.getSampleModel().getNumBands());
        Rectangle source = new Rectangle();
        Rectangle target = new Rectangle();
        computeRegions(wanted, read.width(), read.height(), image, source, target);
        clearAbortRequest();
        processImageStarted(index);
        try {
            Planes planes = read.decode(HeifDecoding.whole().withCheckpoint(this::endIfAborted));
            copy(planes, ToSrgb.from(read.colours()), wanted, source, target, image);
            processImageComplete();
        } catch (Aborted aborted) {
            processReadAborted();
        }
        return image;
    }

    private void copy(
            Planes planes,
            ToSrgb colours,
            ImageReadParam param,
            Rectangle source,
            Rectangle target,
            BufferedImage image) {
        Rgb rgb = new Rgb(planes);
        int[] whole = new int[planes.width()];
        int[] row = new int[target.width];
        for (int y = 0; y < target.height; y++) {
            endIfAborted();
            rgb.row(source.y + y * param.getSourceYSubsampling(), whole, 0);
            for (int x = 0; x < target.width; x++) {
                row[x] = whole[source.x + x * param.getSourceXSubsampling()];
            }
            colours.convert(row);
            write(row, param, target.x, target.y + y, image);
            processImageProgress(100f * (y + 1) / target.height);
        }
    }

    /** Bands can be chosen, and be exchanged. */
    private static void write(int[] row, ImageReadParam param, int x, int y, BufferedImage image) {
        if (param.getSourceBands() == null && param.getDestinationBands() == null) {
            image.setRGB(x, y, row.length, 1, row, 0, row.length);
            return;
        }
        WritableRaster raster = image.getRaster();
        int bands = Math.min(3, raster.getNumBands());
        for (int band = 0; band < count(param.getSourceBands(), count(param.getDestinationBands(), bands)); band++) {
            int from = at(param.getSourceBands(), band);
            int to = at(param.getDestinationBands(), band);
            for (int i = 0; i < row.length; i++) {
                raster.setSample(x + i, y, to, row[i] >> (16 - 8 * from) & 255);
            }
        }
    }

    private static int count(int @Nullable [] bands, int otherwise) {
        return bands == null ? otherwise : bands.length;
    }

    private static int at(int @Nullable [] bands, int band) {
        return bands == null ? band : bands[band];
    }

    private HeifFile file(int index) throws IOException {
        if (index != 0) {
            throw new IndexOutOfBoundsException("picture " + index + " of 1");
        }
        HeifFile known = file;
        if (known == null) {
            if (!(getInput() instanceof ImageInputStream stream)) {
                throw new IllegalStateException("no input");
            }
            known = HeifFile.open(bytes(stream), HeifLimits.defaults());
            file = known;
        }
        return known;
    }

    private static byte[] bytes(ImageInputStream stream) throws IOException {
        stream.seek(stream.getFlushedPosition());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[65_536];
        for (int read = stream.read(some); read >= 0; read = stream.read(some)) {
            bytes.write(some, 0, read);
            if (bytes.size() > MAX_FILE_BYTES) {
                throw new IIOException("a file of more than " + MAX_FILE_BYTES + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    private void endIfAborted() {
        if (abortRequested()) {
            throw new Aborted();
        }
    }

    @Override
    public void reset() {
        super.reset();
        file = null;
    }

    @Override
    public void dispose() {
        file = null;
    }

    private static final class Aborted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Aborted() {
            super(null, null, false, false);
        }
    }
}

package dev.safelight.imaging.heif;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Lets {@code ImageIO.read} read HEIC files; AVIF files, which look alike, are left to others. */
public final class HeifImageReaderSpi extends ImageReaderSpi {

    private static final int SNIFFED_BYTES = 16 + 4 * 64;

    public HeifImageReaderSpi() {
        super(
                "Safelight",
                "1",
                new String[] {"HEIC", "heic", "HEIF", "heif"},
                new String[] {"heic", "heif", "hif"},
                new String[] {"image/heic", "image/heif"},
                HeifImageReader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
        if (!(source instanceof ImageInputStream stream)) {
            return false;
        }
        byte[] beginning = new byte[SNIFFED_BYTES];
        stream.mark();
        try {
            int read = 0;
            for (int more = 0; more >= 0 && read < beginning.length; read += Math.max(more, 0)) {
                more = stream.read(beginning, read, beginning.length - read);
            }
            return HeifFile.isLikely(Arrays.copyOf(beginning, read));
        } finally {
            stream.reset();
        }
    }

    @Override
    public ImageReader createReaderInstance(@Nullable Object extension) {
        return new HeifImageReader(this);
    }

    @Override
    public String getDescription(@Nullable Locale locale) {
        return "HEIF still pictures of HEVC";
    }
}

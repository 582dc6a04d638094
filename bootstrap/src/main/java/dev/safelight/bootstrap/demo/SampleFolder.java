package dev.safelight.bootstrap.demo;

import dev.safelight.imaging.sample.SamplePhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Sample photos as files, for trying the page and for tests of one's own. Each lies in a folder that is called after what
 * becomes of it where nobody asks for faces: {@code ACCEPTED}, {@code REJECTED-TOO_DARK}, … Whoever writes the same number of
 * them on the same Java release gets the same bytes.
 */
public final class SampleFolder {

    /** So many views are far enough apart for none to be too similar to another; see {@link SamplePhotos}. */
    public static final int MOST_VIEWS = 100;

    /** The tour has those before. */
    private static final int FIRST_SEED = 20;

    private SampleFolder() {}

    /**
     * Writes the photos of {@code ./run demo}, and more that are accepted. Files of the same name are replaced.
     *
     * @param views how many more, 0 to {@value #MOST_VIEWS}
     * @return how many files there are now
     */
    public static int write(Path folder, int views) throws IOException {
        int written = 0;
        for (Sample sample : Sample.tour()) {
            String fate = sample.code().isEmpty() ? sample.verdict() : sample.verdict() + "-" + sample.code();
            write(folder.resolve(fate), sample.filename(), sample.bytes());
            written++;
        }
        for (int view = 1; view <= views; view++) {
            String name = String.format(Locale.ROOT, "view-%03d.jpg", view);
            write(folder.resolve("ACCEPTED"), name, SamplePhotos.light(FIRST_SEED + view));
            written++;
        }
        return written;
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), bytes);
    }
}

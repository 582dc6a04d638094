package dev.safelight.domain.download;

import dev.safelight.domain.image.ImageId;

/** What somebody asks to be put into an archive: a photo by its number or by its id, which may be nobody's. */
public sealed interface Wanted {

    /** The numbers that can be asked for. */
    long SMALLEST = 10_000;

    long LARGEST = 100_000_000;

    /** @param fileId {@link #SMALLEST} to {@link #LARGEST} */
    record FileNumber(long fileId) implements Wanted {
        public FileNumber {
            if (fileId < SMALLEST || fileId > LARGEST) {
                throw new IllegalArgumentException("no number of a file: " + fileId);
            }
        }

        @Override
        public String toString() {
            return Long.toString(fileId);
        }
    }

    record Id(ImageId image) implements Wanted {
        @Override
        public String toString() {
            return image.toString();
        }
    }
}

package dev.safelight.imaging;

import dev.safelight.domain.image.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process that looks at one photo and says whether it could be read. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] file) throws IOException, InterruptedException {
        byte[] photo = Files.readAllBytes(Path.of(file[0]));
        boolean read = new PlanarPhotoInspector(ImagingConfig.defaults(), InstantSource.system())
                .inspect(photo, Format.JPEG)
                .pictures()
                .isPresent();
        System.out.println(read ? "read" : "not read");
    }
}

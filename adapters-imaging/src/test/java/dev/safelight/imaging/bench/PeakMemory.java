package dev.safelight.imaging.bench;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.domain.image.Format;
import dev.safelight.imaging.ImagingConfig;
import dev.safelight.imaging.PlanarPhotoInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** What a process takes at most, as the system counts it, that looks at photos of one size, one after the other. */
final class PeakMemory {

    private static final int PHOTOS = 10;

    private PeakMemory() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Path photo = folder.resolve(arguments[1] + "-megapixels.jpg");
        byte[] bytes = Files.readAllBytes(Files.exists(photo) ? photo : folder.resolve("jpeg.jpg"));
        PhotoInspector inspector = new PlanarPhotoInspector(ImagingConfig.defaults(), InstantSource.system());
        for (int i = 0; i < PHOTOS; i++) {
            if (inspector.inspect(bytes, Format.JPEG).pictures().isEmpty()) {
                throw new IllegalStateException("not read: " + photo);
            }
        }
        System.out.println(arguments[1] + " megapixels, " + bytes.length / 1024 + " KB: "
                + status("VmHWM") + " resident at most, with a heap of "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
    }

    /** From Linux; elsewhere there is no such file. */
    private static String status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.replaceAll("\\D+", ""))
                .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                .orElseThrow();
    }
}

package dev.safelight.imaging;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.PhotoInspectorContract;
import dev.safelight.imaging.sample.SamplePhotos;
import java.time.InstantSource;

class PlanarPhotoInspectorTest extends PhotoInspectorContract {

    private static final byte[] ONE = SamplePhotos.light(1);
    private static final byte[] TWO = SamplePhotos.light(2);

    @Override
    protected PhotoInspector inspector() {
        return new PlanarPhotoInspector(ImagingConfig.defaults(), InstantSource.system());
    }

    @Override
    protected byte[] photo(int which) {
        return (which == 1 ? ONE : TWO).clone();
    }

    @Override
    protected byte[] damaged() {
        return SamplePhotos.truncated(ONE);
    }
}

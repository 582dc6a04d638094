package dev.safelight.web.image;

import dev.safelight.domain.image.ImageId;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.util.Optional;

/** The image that an address names. */
public final class ImagePath {

    private ImagePath() {}

    /** Empty when it cannot be the name of any image. */
    public static Optional<ImageId> id(Context ctx) {
        return ImageId.parse(ctx.pathParam("imageId"));
    }

    /** The same for an image that never was, one that is gone, and somebody else's. */
    public static Problem unknown() {
        return Problem.of(ProblemCode.IMAGE_NOT_FOUND);
    }
}

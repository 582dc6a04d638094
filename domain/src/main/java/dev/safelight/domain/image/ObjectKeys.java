package dev.safelight.domain.image;

import java.util.Locale;
import java.util.Optional;

/** How objects are named: everything of one image lies under one prefix, so that deleting it leaves nothing. */
public final class ObjectKeys {

    /** The prefix of all that we ever store; the sweeper looks nowhere else. */
    public static final String ROOT = "images/";

    private ObjectKeys() {}

    /** The prefix of all objects of one image. */
    public static String prefix(ImageId id) {
        return ROOT + id + "/";
    }

    public static String original(ImageId id) {
        return prefix(id) + "original";
    }

    /**
     * Named by the lease under which it was made, so that a worker that lost its lease can never overwrite what the
     * next one wrote.
     */
    public static String derivative(ImageId id, Variant variant, Lease lease) {
        return prefix(id) + variant.name().toLowerCase(Locale.ROOT) + "-" + lease.token() + ".jpg";
    }

    /** Whose object it is; empty when the key is not of our making. */
    public static Optional<ImageId> owner(String key) {
        if (!key.startsWith(ROOT)) {
            return Optional.empty();
        }
        int end = key.indexOf('/', ROOT.length());
        return end < 0 ? Optional.empty() : ImageId.parse(key.substring(ROOT.length(), end));
    }
}

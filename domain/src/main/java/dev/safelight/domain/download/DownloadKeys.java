package dev.safelight.domain.download;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the objects of download jobs are named: everything of one job lies under one prefix. */
public final class DownloadKeys {

    /** The prefix of all that downloads ever store. */
    public static final String ROOT = "downloads/";

    /** Only the one form in which a UUID is written here: there must be no two keys for the same. */
    private static final Pattern OWNED = Pattern.compile(
            Pattern.quote(ROOT) + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/.*", Pattern.DOTALL);

    private DownloadKeys() {}

    /** The prefix of all objects of one job. */
    public static String prefix(UUID id) {
        return ROOT + id + "/";
    }

    /**
     * @param token of the lease under which it is made, so that a worker that lost its lease can never overwrite what the
     *     next one wrote
     */
    public static String archive(UUID id, UUID token) {
        return prefix(id) + token + ".zip";
    }

    /** What is in the archive, for those who ask without fetching it; {@code token} as for {@link #archive}. */
    public static String manifest(UUID id, UUID token) {
        return prefix(id) + token + ".json";
    }

    /** Whose object it is; empty when the key is not of our making. */
    public static Optional<UUID> owner(String key) {
        Matcher owned = OWNED.matcher(key);
        return owned.matches() ? Optional.of(UUID.fromString(owned.group(1))) : Optional.empty();
    }
}

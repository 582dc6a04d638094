package dev.safelight.bootstrap;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.secret.Secrets;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.SelfServed;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.storage.StorageHealth;
import dev.safelight.storage.folder.FolderObjectStore;
import dev.safelight.storage.s3.S3ObjectStore;
import dev.safelight.storage.s3.S3Settings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The store that was chosen, as those see it who use it.
 *
 * @param selfServed the same store, if our server must serve its signed URLs
 * @param origins where signed URLs lead, if not to us
 */
record Storage(ObjectStore objects, Optional<SelfServed> selfServed, HealthCheck health, Set<String> origins) {

    static Storage open(
            Config.Store choice, URI url, Secrets secrets, InstantSource clock, Traced traced, Closer open) {
        return switch (choice) {
            case Config.Store.Folder folder -> {
                var store = new FolderObjectStore(folder.path(), url, secrets.key("object-urls"), clock);
                yield new Storage(traced.store(store), Optional.of(store), new StorageHealth(store), Set.of());
            }
            case Config.Store.S3 s3 -> {
                var store = open.add(new S3ObjectStore(settings(s3), clock, new SecureRandom()));
                yield new Storage(traced.store(store), Optional.empty(), new StorageHealth(store), Set.of(origin(s3)));
            }
        };
    }

    static S3Settings settings(Config.Store.S3 s3) {
        return new S3Settings(
                s3.endpoint(),
                s3.publicEndpoint(),
                s3.region(),
                s3.bucket(),
                s3.accessKey(),
                s3.secretKey().value(),
                s3.pathStyle());
    }

    private static String origin(Config.Store.S3 s3) {
        URI endpoint = s3.publicEndpoint();
        return s3.pathStyle()
                ? endpoint.toString()
                : endpoint.getScheme() + "://" + s3.bucket() + "." + endpoint.getRawAuthority();
    }
}

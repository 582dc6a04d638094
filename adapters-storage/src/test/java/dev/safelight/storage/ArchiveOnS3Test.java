package dev.safelight.storage;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.storage.s3.S3ObjectStore;
import dev.safelight.storage.s3.S3ProxyServer;
import dev.safelight.storage.s3.S3Settings;
import io.minio.ListMultipartUploadsArgs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ArchiveOnS3Test extends ArchiveOnStore {

    private static S3ProxyServer server;

    private S3Settings settings;
    private S3ObjectStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        settings = server.newBucket();
        store = new S3ObjectStore(settings, InstantSource.system(), new Random());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected int unfinished() {
        return server.client()
                .listMultipartUploads(ListMultipartUploadsArgs.builder()
                        .bucket(settings.bucket())
                        .build())
                .join()
                .result()
                .uploads()
                .size();
    }
}

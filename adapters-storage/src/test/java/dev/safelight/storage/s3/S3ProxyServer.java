package dev.safelight.storage.s3;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * A real S3 server in this process, on a free port, which verifies signatures, expiry, checksums and conditions. Its
 * objects lie in a folder that the test gives and cleans up.
 */
public final class S3ProxyServer implements AutoCloseable {

    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secret-of-the-test-server";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final S3Proxy server;
    private final String host;
    private final MinioAsyncClient client;

    private S3ProxyServer(S3Proxy server, String host) {
        this.server = server;
        this.host = host;
        this.client = MinioAsyncClient.builder()
                .endpoint(endpoint().toString())
                .region(REGION)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .build();
    }

    /** @param folder made absolute, because the server takes no other; its file system needs extended attributes */
    public static S3ProxyServer start(Path folder) throws Exception {
        return start(folder, "127.0.0.1", unchanged -> {});
    }

    /** One that lets browsers upload from pages of this origin. */
    public static S3ProxyServer startWithCors(Path folder, String origin) throws Exception {
        var rules = new CrossOriginResourceSharing(
                List.of(Pattern.quote(origin)),
                List.of("GET", "HEAD", "PUT"),
                List.of("content-type", "if-none-match", "x-amz-checksum-sha256"),
                List.of("ETag"),
                "");
        return start(folder, "127.0.0.1", server -> server.corsRules(rules));
    }

    /** One that is called {@code localhost} and takes its buckets in the host name as well: {@code bucket.localhost}. */
    static S3ProxyServer startWithBucketsInItsName(Path folder) throws Exception {
        return start(folder, "localhost", server -> server.virtualHost("localhost"));
    }

    private static S3ProxyServer start(Path folder, String host, Consumer<S3Proxy.Builder> more) throws Exception {
        Properties properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
        S3Proxy.Builder builder = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true);
        more.accept(builder);
        S3Proxy server = builder.build();
        server.start();
        return new S3ProxyServer(server, host);
    }

    public URI endpoint() {
        return URI.create("http://" + host + ":" + server.getPort());
    }

    /** Talks to this server with all rights. */
    public MinioAsyncClient client() {
        return client;
    }

    /** Settings that name this server and a bucket that may not be there. */
    public S3Settings settings(String bucket) {
        return new S3Settings(endpoint(), endpoint(), REGION, bucket, ACCESS_KEY, SECRET_KEY, true);
    }

    /** Settings for a fresh, empty bucket. */
    public S3Settings newBucket() {
        String bucket = "photos-" + BUCKETS.incrementAndGet();
        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()).join();
        return settings(bucket);
    }

    /** May be called twice. */
    @Override
    public void close() {
        try {
            client.close();
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the S3 server does not stop", failed);
        }
    }
}

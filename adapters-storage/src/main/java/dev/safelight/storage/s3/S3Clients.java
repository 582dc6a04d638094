package dev.safelight.storage.s3;

import io.minio.MinioAsyncClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The connections to one store: at most 64 requests at a time, the others wait. {@link S3Timeouts} ends every call, the
 * wait included.
 */
final class S3Clients implements AutoCloseable {

    private static final int MAX_REQUESTS = 64;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final MinioAsyncClient usual;
    private final MinioAsyncClient hurried;
    private final MinioAsyncClient patient;

    /** As patient as usual. */
    S3Clients(S3Settings settings) {
        this(settings, S3Timeouts.defaults());
    }

    S3Clients(S3Settings settings, S3Timeouts timeouts) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        this.http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .socketFactory(new WideSockets(timeouts.silence()))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(timeouts.connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(timeouts.silence())
                .callTimeout(timeouts.call())
                .build();
        this.usual = client(settings, http);
        this.hurried = client(
                settings, http.newBuilder().callTimeout(timeouts.hurried()).build());
        this.patient = client(
                settings,
                http.newBuilder()
                        .socketFactory(new WideSockets(timeouts.assembly()))
                        .callTimeout(timeouts.assembly())
                        .build());
    }

    private static MinioAsyncClient client(S3Settings settings, OkHttpClient http) {
        MinioAsyncClient client = MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
        if (settings.pathStyle()) {
            client.disableVirtualStyleEndpoint();
        } else {
            client.enableVirtualStyleEndpoint();
        }
        return client;
    }

    /** For requests that the library cannot make. */
    OkHttpClient http() {
        return http;
    }

    MinioAsyncClient usual() {
        return usual;
    }

    /** For questions that are worth asking only if they are answered within 2 s. */
    MinioAsyncClient hurried() {
        return hurried;
    }

    /** For {@link S3Timeouts#assembly}. */
    MinioAsyncClient patient() {
        return patient;
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        threads.close();
        http.connectionPool().evictAll();
    }
}

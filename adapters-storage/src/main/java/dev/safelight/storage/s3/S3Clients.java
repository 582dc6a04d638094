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
 * The connections to one store: at most 64 requests at a time, the others wait. A connection is made within 5 s; 15 s of
 * silence end a call, and 2 minutes end it in any case, the reading of its bytes included.
 */
final class S3Clients implements AutoCloseable {

    private static final int MAX_REQUESTS = 64;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration HURRIED_TIMEOUT = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final MinioAsyncClient usual;
    private final MinioAsyncClient hurried;

    S3Clients(S3Settings settings) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        this.http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(SILENCE_TIMEOUT)
                .writeTimeout(SILENCE_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .build();
        this.usual = client(settings, http);
        this.hurried =
                client(settings, http.newBuilder().callTimeout(HURRIED_TIMEOUT).build());
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

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        threads.close();
        http.connectionPool().evictAll();
    }
}

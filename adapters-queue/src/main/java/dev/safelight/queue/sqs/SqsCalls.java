package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import dev.safelight.queue.sqs.SqsSettings.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * Talks to the service. Nothing is opened before the first call.
 *
 * <p>A call ends within its timeout, and an interrupt does not end it earlier: it would leave us in doubt about what it
 * did, and what it received would stay hidden from everybody. So calls run on threads of their own, which nobody
 * interrupts, and whoever made one waits for it.
 */
final class SqsCalls implements AutoCloseable {

    private static final int ATTEMPTS = 2;

    private final SqsSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock opening = new ReentrantLock();
    private Optional<SqsClient> opened = Optional.empty();

    SqsCalls(SqsSettings settings) {
        this.settings = settings;
    }

    /**
     * @param doing what for, as in "queueing jobs"
     * @throws Outage when it fails in any way
     */
    <T> T call(String doing, Function<SqsClient, T> request) {
        return call(doing, request, failure -> SqsFailure.outage(doing, failure));
    }

    /** @param otherwise what a failure means, if not what it usually does */
    <T> T call(
            String doing, Function<SqsClient, T> request, Function<Throwable, ? extends RuntimeException> otherwise) {
        try {
            return CompletableFuture.supplyAsync(() -> request.apply(client()), threads)
                    .join();
        } catch (CompletionException failed) {
            throw otherwise.apply(failed.getCause());
        } catch (RejectedExecutionException closed) {
            throw Outage.passing(doing + " in SQS: closed", closed);
        }
    }

    /** Makes a call on the caller's own thread; an interrupt ends it. */
    <T> T callHere(String doing, Function<SqsClient, T> request) {
        try {
            return request.apply(client());
        } catch (RuntimeException failure) {
            throw SqsFailure.outage(doing, failure);
        }
    }

    /** Lets a request that waits at the service for so long take that much longer. */
    AwsRequestOverrideConfiguration waiting(Duration wait) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.timeouts().attempt().plus(wait))
                .apiCallTimeout(settings.timeouts().call().plus(wait))
                .build();
    }

    private SqsClient client() {
        opening.lock();
        try {
            SqsClient client = opened.orElseGet(this::open);
            opened = Optional.of(client);
            return client;
        } finally {
            opening.unlock();
        }
    }

    private SqsClient open() {
        Timeouts timeouts = settings.timeouts();
        SqsClientBuilder builder = SqsClient.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.longPoll().plus(timeouts.attempt())))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(timeouts.attempt())
                        .apiCallTimeout(timeouts.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.keys()
                .map(keys -> AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()))
                .map(StaticCredentialsProvider::create)
                .ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    /** Waits for the calls that are being made. May be called twice. */
    @Override
    public void close() {
        threads.close();
        opening.lock();
        try {
            opened.ifPresent(SqsClient::close);
        } finally {
            opening.unlock();
        }
    }
}

package dev.safelight.application.webhook;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.event.Bell;
import dev.safelight.application.webhook.Deliveries.Claimed;
import dev.safelight.application.webhook.Deliveries.Outcome;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.application.webhook.WebhookSender.Result;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Tells webhooks what happens, as soon as the bell rings or at least each second, and carries what is due: so many at
 * once, so many to one receiver. Any number of processes may do it; what one that died was carrying is carried by another
 * when its claim runs out.
 */
public final class DeliverWebhooks implements AutoCloseable {

    /** How many are carried at once by one process. */
    static final int SLOTS = 64;

    /** How many to one receiver, so that a slow one holds up nobody else. */
    static final int PER_WEBHOOK = 4;

    /** Longer than any call takes. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration IDLE_WAIT = Duration.ofSeconds(1);
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(DeliverWebhooks.class.getName());

    private final TellWebhooks tell;
    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final RetrySchedule schedule;
    private final Bell bell;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Semaphore free = new Semaphore(SLOTS);
    private final ExecutorService carriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 1).factory());
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread dispatcher =
            Thread.ofVirtual().name("dispatch-webhooks").unstarted(this::dispatch);

    public DeliverWebhooks(
            TellWebhooks tell,
            Deliveries deliveries,
            WebhookSender sender,
            RetrySchedule schedule,
            Bell bell,
            InstantSource clock,
            RandomGenerator random) {
        this.tell = tell;
        this.deliveries = deliveries;
        this.sender = sender;
        this.schedule = schedule;
        this.bell = bell;
        this.clock = clock;
        this.random = random;
    }

    /** Begins. Once only. */
    public void start() {
        dispatcher.start();
    }

    private void dispatch() {
        try (Bell.Listener rings = bell.listenToAll()) {
            while (stopping.getCount() > 0) {
                if (work() == 0) {
                    rings.await(IDLE_WAIT);
                }
                stopping.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS); // many rings make one round
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** An outage must not end the dispatcher: when it is over, nobody else would carry anything here. */
    private int work() throws InterruptedException {
        try {
            tell.run();
            return carry();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "cannot tell webhooks, trying again: " + failure.getMessage());
            stopping.await(IDLE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return 0;
        }
    }

    /** Claims as many as it has free slots, so that what it holds is on its way; says how many. */
    private int carry() throws InterruptedException {
        if (!free.tryAcquire(IDLE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return 0;
        }
        int slots = 1 + free.drainPermits();
        int claimed = 0;
        try {
            for (Claimed each : deliveries.claim(slots, PER_WEBHOOK, LEASE)) {
                claimed++;
                submit(each);
            }
            return claimed;
        } finally {
            free.release(slots - claimed);
        }
    }

    private void submit(Claimed claimed) {
        try {
            carriers.execute(() -> {
                try {
                    carry(claimed);
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException closing) {
            giveBack(claimed);
            free.release();
        }
    }

    private void carry(Claimed claimed) {
        try {
            TraceContext trace = claimed.trace().orElseGet(() -> TraceContext.begun(Trace.fresh()));
            Trace.within(trace, () -> attempt(claimed));
        } catch (InterruptedException stopped) {
            giveBack(claimed);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "delivery " + claimed.id() + " is tried again when its claim runs out", failure);
        }
    }

    /** One attempt, and what comes of it; false when the claim had run out, and nothing was written. */
    boolean attempt(Claimed claimed) throws InterruptedException {
        Instant now = clock.instant();
        Webhook webhook = claimed.webhook();
        Message message = new Message(claimed.event().toString(), now, webhook.secretsAt(now), claimed.body());
        Result result = sender.send(webhook.url(), message);
        return deliveries.finish(claimed, attempt(now, result), outcome(claimed.attempt(), result));
    }

    static Attempt attempt(Instant at, Result result) {
        return switch (result) {
            case Result.Delivered it -> new Attempt(at, Optional.of(it.status()), Optional.empty(), it.took(), "");
            case Result.Gone it -> new Attempt(at, Optional.of(410), Optional.of("wants no more"), it.took(), "");
            case Result.Failed it -> new Attempt(at, it.status(), Optional.of(it.why()), it.took(), it.answer());
            case Result.Refused it -> new Attempt(at, Optional.empty(), Optional.of(it.why()), it.took(), "");
        };
    }

    private Outcome outcome(int made, Result result) {
        return switch (result) {
            case Result.Delivered it -> new Outcome.Delivered();
            case Result.Gone it -> new Outcome.Unwanted("the receiver answered 410 Gone");
            case Result.Failed it -> again(made, it.retryAfter());
            case Result.Refused it -> again(made, Optional.empty());
        };
    }

    private Outcome again(int made, Optional<Duration> asked) {
        return schedule.after(made, asked, random)
                .<Outcome>map(wait -> new Outcome.Again(clock.instant().plus(wait)))
                .orElseGet(Outcome.GivenUp::new);
    }

    /** A courtesy: without it the delivery comes up by itself when its claim runs out. */
    private void giveBack(Claimed claimed) {
        try {
            deliveries.giveBack(claimed);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "delivery " + claimed.id() + " could not be given back", failure);
        }
    }

    /** Carries no more, and breaks off what is under way: it is carried again. May be called twice, and before the start. */
    @Override
    public void close() {
        stopping.countDown();
        dispatcher.interrupt();
        carriers.shutdownNow();
        try {
            boolean stopped = carriers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            if (dispatcher.isAlive()) {
                stopped &= dispatcher.join(CLOSING);
            }
            if (!stopped) {
                LOG.log(Level.WARNING, "webhooks did not stop in time; their claims will run out");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.safelight.web.image;

import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Image;
import dev.safelight.web.http.Preference;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests that wait for a verdict. They are sent home with what there is when the server closes. */
public final class Waiting {

    /** Who comes when so many wait already is answered at once, and asks again like those who never waited. */
    private static final int MOST = 2_000;

    private final AwaitVerdict await;
    private final Images images;
    private final InstantSource clock;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    public Waiting(AwaitVerdict await, Images images, InstantSource clock) {
        this.await = await;
        this.images = images;
        this.clock = clock;
    }

    /** The wait that a client asks for; empty when it would rather not. */
    Optional<Wait> wanted(Context ctx) {
        return Preference.wait(ctx, AwaitVerdict.LONGEST)
                .map(length -> new Wait(length, clock.instant().plus(length)));
    }

    /** Ends all waits and lets nobody begin another. */
    public void close() {
        closing = true;
        waiting.forEach(Thread::interrupt);
    }

    /** One request's time, shared by all images that it is about. */
    final class Wait {
        private final Duration length;
        private final Instant end;

        private Wait(Duration length, Instant end) {
            this.length = length;
            this.end = end;
        }

        /** As the header {@code Preference-Applied} has it. */
        String applied() {
            return "wait=" + length.toSeconds();
        }

        /** The image when it is final or the time is up; empty when it is gone. */
        Optional<Image> forVerdict(Image image) {
            if (image.status().isFinal() || waiting.size() >= MOST) {
                return Optional.of(image);
            }
            waiting.add(Thread.currentThread());
            try {
                return closing ? Optional.of(image) : await.await(image.owner(), image.id(), left());
            } catch (InterruptedException closed) {
                return images.find(image.owner(), image.id());
            } finally {
                waiting.remove(Thread.currentThread());
                Thread.interrupted(); // it was meant for the wait, and must not hit what writes the answer
            }
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), end);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}

package dev.safelight.telemetry.metric;

import dev.safelight.application.webhook.WebhookSender;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Times calls to receivers, by what became of them. */
public final class MeasuredSender implements WebhookSender {

    private final WebhookSender sender;
    private final Metrics metrics;

    public MeasuredSender(WebhookSender sender, Metrics metrics) {
        this.sender = sender;
        this.metrics = metrics;
        Stream.of("delivered", "gone", "failed", "refused").forEach(this::timer); // at zero before the first time
    }

    private Timer timer(String result) {
        return metrics.timer(Measure.WEBHOOK_CALLS, result);
    }

    @Override
    public Optional<String> objection(URI url) {
        return sender.objection(url);
    }

    @Override
    public Result send(URI url, Message message) throws InterruptedException {
        Result result = sender.send(url, message);
        timer(label(result)).record(result.took());
        return result;
    }

    private static String label(Result result) {
        return switch (result) {
            case Result.Delivered it -> "delivered";
            case Result.Gone it -> "gone";
            case Result.Failed it -> "failed";
            case Result.Refused it -> "refused";
        };
    }
}

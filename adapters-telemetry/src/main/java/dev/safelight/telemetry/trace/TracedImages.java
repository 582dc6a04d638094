package dev.safelight.telemetry.trace;

import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Each statement about images as a span. What it sets in motion goes on from there. */
public final class TracedImages implements Images {

    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("safelight.outcome");
    private static final AttributeKey<String> FROM = AttributeKey.stringKey("safelight.status.from");
    private static final AttributeKey<String> TO = AttributeKey.stringKey("safelight.status.to");

    private final Images images;
    private final Statements statements;

    public TracedImages(Images images, Tracing tracing) {
        this.images = images;
        this.statements = new Statements(tracing, "image");
    }

    @Override
    public Added add(List<Upload.Promise> promises, SetSize size, int most) {
        return statements.run("add", span -> {
            Added added = images.add(promises, size, most);
            span.setAttribute(OUTCOME, added.getClass().getSimpleName());
            return added;
        });
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return statements.run("find", span -> images.find(id));
    }

    @Override
    public Optional<Image> find(OwnerId owner, ImageId id) {
        return statements.run("find", span -> images.find(owner, id));
    }

    @Override
    public Outcome apply(Change change, SetSize size) {
        return statements.run("apply", span -> {
            describe(span, change);
            Outcome outcome = images.apply(change, size);
            span.setAttribute(OUTCOME, outcome.name());
            return outcome;
        });
    }

    private static void describe(Span span, Change change) {
        span.setAttribute(Subjects.IMAGE, change.before().id().toString());
        span.setAttribute(FROM, change.before().status().name());
        span.setAttribute(TO, change.after().status().name());
    }

    @Override
    public boolean renew(ImageId id, Lease lease, Instant until) {
        return statements.run("renew", span -> images.renew(id, lease, until));
    }

    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        return statements.run("delete", span -> images.delete(owner, id, now));
    }
}

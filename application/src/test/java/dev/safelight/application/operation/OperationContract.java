package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.ImagesContract;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.util.List;

/** What the chapters about the operator share. */
public abstract class OperationContract extends ImagesContract {

    @SuppressWarnings("NullAway.Init") // by fresh(), which is called before each test
    protected OperationWorld operation;

    /** A world without anything in it. */
    protected abstract OperationWorld world();

    @Override
    protected final ImagesWorld fresh() {
        operation = world();
        return operation.images();
    }

    protected Download download(OwnerId owner, Image image) {
        Order order = new Order(
                new DownloadId(ImageId.at(now(), random).value()),
                owner,
                List.of(new Wanted.Id(image.id())),
                Picture.NORMALIZED,
                now());
        Downloads.Added added = operation.downloads().add(order, new Downloads.Limits(100, 1000), now());
        assertThat(added).isInstanceOf(Downloads.Added.New.class);
        return operation.downloads().find(order.id()).orElseThrow();
    }
}

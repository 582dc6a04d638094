package dev.safelight.persistence.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Added;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.testing.NetworkFault;
import dev.safelight.application.testing.Outcomes;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import dev.safelight.persistence.BadNetwork;
import dev.safelight.persistence.Notifications;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PostgresImagesBadNetworkTest {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final SetSize SIZE = new SetSize(1, 10);

    private final TestClock clock = new TestClock();
    private final SecureRandom random = new SecureRandom();
    private final BadNetwork network = new BadNetwork(6);
    private final Notifications notifications = Notifications.start(network.near());
    private final PostgresImages images =
            new PostgresImages(network.far(), notifications, random, ImagesWorld.DISCARD_AFTER);
    private final PostgresImages near =
            new PostgresImages(network.near(), notifications, random, ImagesWorld.DISCARD_AFTER);
    private final PostgresDiscards discards = new PostgresDiscards(network.far());

    @AfterEach
    void close() {
        notifications.close();
        network.close();
    }

    private Upload.Promise promise() {
        return new Upload.Promise(
                ImageId.at(clock.instant(), random),
                ANNA,
                new SetId("default"),
                Filename.clean("me.jpg"),
                "image/jpeg",
                Format.JPEG,
                500_000,
                Optional.empty(),
                clock.instant(),
                clock.instant().plus(Duration.ofMinutes(15)));
    }

    private Image.AwaitingUpload awaiting() {
        return ((Added.All) near.add(List.of(promise()), SIZE, 100)).images().getFirst();
    }

    /** Each of them can be done again and again, whether or not it happened before. */
    private Map<String, Outcomes.Call> calls() {
        Image.AwaitingUpload image = awaiting();
        Lease lease = new Lease(UUID.randomUUID(), "worker", clock.instant());
        Map<String, Outcomes.Call> calls = new HashMap<>();
        calls.put("add", () -> images.add(List.of(promise()), SIZE, 100));
        calls.put("find", () -> images.find(image.id()));
        calls.put("find of owner", () -> images.find(ANNA, image.id()));
        calls.put("apply", () -> images.apply(image.arrived("told", clock.instant()), SIZE));
        calls.put("renew", () -> images.renew(image.id(), lease, clock.instant()));
        calls.put("delete", () -> images.delete(ANNA, awaiting().id(), clock.instant()));
        calls.put("due discards", () -> discards.due(clock.instant(), 10));
        return calls;
    }

    @ParameterizedTest
    @EnumSource
    void every_call_ends_in_an_outage_that_passes_and_works_when_it_has_passed(NetworkFault fault) throws Exception {
        Map<String, Outcomes.Call> calls = calls();
        fault.strike(network.proxy());
        Outcomes.assertAllMeetAnOutage(calls);
        Outcomes.assertAllMeetAnOutage(calls);
        network.proxy().pass();
        Outcomes.untilItWorks(() -> discards.due(clock.instant(), 10));
        Outcomes.assertAllWork(calls);
    }

    @Test
    void a_move_whose_answer_was_lost_has_happened_once_and_who_tries_again_is_told_that_the_first_one_won()
            throws Exception {
        Image.AwaitingUpload image = awaiting();
        Change change = image.arrived("told", clock.instant());
        Outcomes.untilItWorks(() -> images.find(image.id()));
        NetworkFault.REPLY_LOST.strike(network.proxy());
        Outcomes.assertAllMeetAnOutage(Map.of("apply", () -> images.apply(change, SIZE)));
        network.proxy().pass();
        Outcomes.untilItWorks(() -> assertThat(images.apply(change, SIZE)).isEqualTo(Outcome.RACED));
        assertThat(near.find(image.id())).contains(change.after());
    }
}

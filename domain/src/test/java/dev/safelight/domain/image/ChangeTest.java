package dev.safelight.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTest {

    private static final OptionalLong NO_GALLERY = OptionalLong.empty();

    @ParameterizedTest
    @EnumSource(Status.class)
    void only_moves_of_the_table_can_be_constructed(Status to) {
        Image before = Images.awaiting();
        Image after = at(to, new Life(2, 1, Images.NOW));
        boolean stays = to == Status.AWAITING_UPLOAD;

        if (before.status().next().contains(to) || stays) {
            assertThat(new Change(before, after, "test", NO_GALLERY).isMove()).isEqualTo(!stays);
        } else {
            assertThatThrownBy(() -> new Change(before, after, "test", NO_GALLERY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no move");
        }
    }

    @Test
    void a_final_image_cannot_be_touched_without_moving() {
        Image.Accepted accepted = Images.accepted();
        Life life = new Life(accepted.life().version() + 1, 2, Images.NOW);

        assertThatThrownBy(() -> new Change(accepted, at(Status.ACCEPTED, life), "test", NO_GALLERY))
                .hasMessageContaining("no move");
    }

    @Test
    void a_change_is_exactly_one_version() {
        Image skips = at(Status.VERIFYING, new Life(3, 1, Images.NOW));

        assertThatThrownBy(() -> new Change(Images.awaiting(), skips, "test", NO_GALLERY))
                .hasMessageContaining("one version");
    }

    @Test
    void a_chapter_begins_only_when_a_finished_image_is_sent_on() {
        Image newChapter = at(Status.VERIFYING, new Life(2, 2, Images.NOW));

        assertThatThrownBy(() -> new Change(Images.awaiting(), newChapter, "test", NO_GALLERY))
                .hasMessageContaining("chapter");
    }

    @Test
    void a_verdict_without_a_gallery_is_no_verdict() {
        Image.Processing before = Images.processing();
        Image after = at(Status.ACCEPTED, new Life(before.life().version() + 1, 1, Images.NOW));

        assertThatThrownBy(() -> new Change(before, after, "test", NO_GALLERY)).hasMessageContaining("gallery");
    }

    @Test
    void what_was_promised_never_changes() {
        Upload other = new Upload(10_001, Images.upload().promise());
        Image after = new Image.Verifying(other, new Life(2, 1, Images.NOW), 0, 0, Images.NOW);

        assertThatThrownBy(() -> new Change(Images.awaiting(), after, "test", NO_GALLERY))
                .hasMessageContaining("promised");
    }

    @Test
    void attempts_are_counted_when_they_begin_and_not_when_they_are_handed_back() {
        Image.Processing taken = (Image.Processing)
                Images.processing().leased(Images.LEASE, Images.NOW).after();
        Image.Processing back = (Image.Processing) taken.handedBack(Images.NOW).after();

        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(back.attempts()).isZero();
        assertThat(back.lease()).isEmpty();
    }

    private static Image at(Status status, Life life) {
        return switch (status) {
            case AWAITING_UPLOAD -> new Image.AwaitingUpload(Images.upload(), life);
            case VERIFYING -> new Image.Verifying(Images.upload(), life, 0, 0, Images.NOW);
            case PROCESSING ->
                new Image.Processing(Images.upload(), life, Images.object(), 0, Images.NOW, Optional.empty());
            case ACCEPTED ->
                new Image.Accepted(
                        Images.upload(),
                        life,
                        Images.object(),
                        Images.good(),
                        Optional.of(Images.DERIVATIVES),
                        Optional.empty());
            case REJECTED ->
                new Image.Rejected(
                        Images.upload(), life, Images.object(), Images.bad(), Optional.empty(), Optional.empty());
            case UPLOAD_FAILED -> new Image.UploadFailed(Images.upload(), life, UploadFault.NEVER_ARRIVED);
            case ERROR -> new Image.Errored(Images.upload(), life, Images.INCIDENT, Optional.empty());
        };
    }
}

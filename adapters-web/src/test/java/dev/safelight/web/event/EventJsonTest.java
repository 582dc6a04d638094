package dev.safelight.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.download.Progress;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final UUID ID = UUID.fromString("0193a000-0000-7000-8000-000000000001");
    private static final Event.Move MOVE =
            new Event.Move(Status.PROCESSING, Status.REJECTED, 2, 1, "judged \"so\"", List.of("TOO_BLURRY"));
    private static final Event.Download DOWNLOAD =
            new Event.Download(new Progress(1, 4, 250, 1000), Optional.of("STORAGE_GONE"));

    private static Event event(EventType type, Optional<Event.Move> move, Optional<Event.Download> download) {
        return new Event(
                ID,
                1L << 50,
                type,
                new OwnerId("anna"),
                "the-subject",
                Instant.parse("2026-03-01T12:00:00.25Z"),
                "0123456789abcdef0123456789abcdef",
                move,
                download);
    }

    private static String json(EventType type, String data) {
        return """
                {'id':'0193a000-0000-7000-8000-000000000001','sequence':1125899906842624,'type':'%s',\
                'subject':'the-subject','time':'2026-03-01T12:00:00.250Z','data':%s,\
                'traceId':'0123456789abcdef0123456789abcdef'}""".formatted(type.wireName(), data).replace('\'', '"');
    }

    @Test
    void a_move_says_where_from_and_why() {
        assertThat(EventJson.text(event(EventType.IMAGE_REJECTED, Optional.of(MOVE), Optional.empty())))
                .isEqualTo(json(EventType.IMAGE_REJECTED, """
                        {'imageId':'the-subject','status':'REJECTED','from':'PROCESSING','chapter':2,'attempt':1,\
                        'why':'judged \\"so\\"','codes':['TOO_BLURRY']}"""));
    }

    @Test
    void a_download_says_how_far_it_is_and_what_it_failed_of() {
        assertThat(EventJson.text(event(EventType.DOWNLOAD_FAILED, Optional.empty(), Optional.of(DOWNLOAD))))
                .isEqualTo(json(EventType.DOWNLOAD_FAILED, """
                        {'jobId':'the-subject','status':'failed','progress':25,'doneFiles':1,'totalFiles':4,\
                        'doneBytes':250,'totalBytes':1000,'error':'STORAGE_GONE'}"""));
        Event.Download going = new Event.Download(DOWNLOAD.progress(), Optional.empty());
        assertThat(EventJson.text(event(EventType.DOWNLOAD_PROGRESS, Optional.empty(), Optional.of(going))))
                .contains("\"status\":\"processing\"")
                .doesNotContain("error");
    }

    @Test
    void sets_and_deletions_say_which() {
        assertThat(EventJson.text(event(EventType.SET_READY, Optional.empty(), Optional.empty())))
                .isEqualTo(json(EventType.SET_READY, "{'setId':'the-subject'}"));
        assertThat(EventJson.text(event(EventType.IMAGE_DELETED, Optional.empty(), Optional.empty())))
                .isEqualTo(json(EventType.IMAGE_DELETED, "{'imageId':'the-subject'}"));
    }

    @Test
    void every_type_has_its_form_on_one_line_of_utf_8() {
        assertThat(Arrays.stream(EventType.values()).map(type -> event(type, Optional.of(MOVE), Optional.of(DOWNLOAD))))
                .allSatisfy(event -> assertThat(new String(EventJson.bytes(event), StandardCharsets.UTF_8))
                        .isEqualTo(EventJson.text(event))
                        .contains("\"data\":{")
                        .doesNotContain("\n"));
    }
}

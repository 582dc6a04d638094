package dev.safelight.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class InWordsTest {

    @Test
    void what_underneath_said_no_is_told_and_nothing_twice() {
        Outage full = Outage.passing(
                "folder store: cannot write", new IOException("wrapped", new IOException("No space left on device")));
        assertThat(InWords.of(full)).isEqualTo("Outage: folder store: cannot write: wrapped: No space left on device");
        Outage told = Outage.passing("S3 store: cannot look: SlowDown", new IOException("SlowDown"));
        assertThat(InWords.message(told)).isEqualTo("S3 store: cannot look: SlowDown");
    }

    @Test
    void a_cause_without_words_is_told_by_its_name() {
        assertThat(InWords.of(new IllegalStateException(null, new ConnectException())))
                .isEqualTo("IllegalStateException: null: ConnectException");
    }

    @Test
    void a_file_that_is_not_there_is_not_only_named() {
        Outage away = Outage.lasting("folder store: cannot begin a file", new NoSuchFileException("objects/a"));
        assertThat(InWords.message(away)).isEqualTo("folder store: cannot begin a file: NoSuchFileException objects/a");
    }

    @Test
    void it_is_one_line_that_ends() {
        assertThat(InWords.of(new IOException("a\nb"))).isEqualTo("IOException: a b");
        IOException one = new IOException("one");
        one.initCause(new IOException("two".repeat(1_000), new IOException("three")));
        assertThat(InWords.message(one)).hasSize(1_000);
    }
}

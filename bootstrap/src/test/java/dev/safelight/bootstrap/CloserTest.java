package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {

    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    @Test
    void what_was_opened_last_is_closed_first() {
        closer.add(resource("database"));
        closer.add(resource("web"));

        closer.close();

        assertThat(closed).containsExactly("web", "database");
    }

    @Test
    void one_that_fails_to_close_does_not_keep_the_others_open() {
        closer.add(resource("database"));
        closer.add((AutoCloseable) () -> {
            throw new IllegalStateException("stuck");
        });

        closer.close();

        assertThat(closed).containsExactly("database");
    }

    @Test
    void closing_twice_closes_once() {
        closer.add(resource("web"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("web");
    }

    @Test
    void what_is_opened_while_closing_is_closed_at_once() {
        closer.close();

        assertThatThrownBy(() -> closer.add(resource("late"))).isInstanceOf(Closer.Closing.class);
        assertThat(closed).containsExactly("late");
    }
}

package dev.safelight.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void findings_come_in_the_order_of_the_checks_and_the_worst_of_them_is_told() throws Exception {
        List<Finding> found = examine(
                checkup(Check.of("a.one", notes -> notes.ok("fine"))),
                checkup(
                        Check.of("b.one", notes -> notes.advice("could be better", "seen", "do this")),
                        Check.of("b.two", notes -> notes.warning("will break", "seen", "do that"))));
        assertThat(found).extracting(Finding::check).containsExactly("a.one", "b.one", "b.two");
        assertThat(Doctor.worst(found)).isEqualTo(Severity.WARNING);
        assertThat(Doctor.worst(List.of())).isEqualTo(Severity.OK);
        assertThat(closed).hasValue(2);
    }

    @Test
    void after_an_error_of_a_vital_check_its_area_is_left_alone_and_closed() throws Exception {
        List<Finding> found = examine(
                checkup(
                        Check.vital("a.one", notes -> notes.error("away", "refused", "start it")),
                        Check.of("a.two", notes -> notes.ok("not asked"))),
                checkup(
                        Check.of("b.one", notes -> notes.error("bad", "seen", "mend it")),
                        Check.of("b.two", notes -> notes.ok("asked"))));
        assertThat(found).extracting(Finding::check).containsExactly("a.one", "b.one", "b.two");
        assertThat(closed).hasValue(2);
    }

    @Test
    void a_check_that_throws_has_found_an_error_and_says_why() throws Exception {
        Finding found = examine(checkup(Check.of("a.one", notes -> {
                    throw new IllegalStateException("cannot ask", new IOException("connection reset"));
                })))
                .getFirst();
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.detail()).isEqualTo("cannot ask: connection reset");
        assertThat(found.fix()).isNotBlank();
        assertThat(closed).hasValue(1);
    }

    @Test
    void a_check_that_takes_too_long_is_interrupted_and_what_it_noted_stays() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<Finding> found = new Doctor(Duration.ofMillis(50)).examine(List.of(checkup(Check.of("a.one", notes -> {
            notes.ok("so far");
            never.await();
        }))));
        assertThat(found).extracting(Finding::severity).containsExactly(Severity.OK, Severity.ERROR);
        assertThat(found.getLast().fix()).contains("firewall");
        assertThat(closed).hasValue(1);
    }

    @Test
    void a_finding_says_what_to_do_unless_all_is_well() {
        assertThatThrownBy(() -> new Finding("a.one", Severity.WARNING, "bad", "seen", " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Finding("store.cors", Severity.OK, "fine", "", "").area())
                .isEqualTo("store");
    }

    private static List<Finding> examine(Checkup... checkups) throws InterruptedException {
        return new Doctor(Doctor.PATIENCE).examine(List.of(checkups));
    }

    private Checkup checkup(Check... checks) {
        return new Checkup() {
            @Override
            public List<Check> checks() {
                return List.of(checks);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}

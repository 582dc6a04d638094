package dev.safelight.persistence.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Added;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.image.ImagesContract;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.Upload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What races leave to chance, made certain: the set's row is held until every statement has begun and waits, so that
 * each has a snapshot from before any other ended.
 */
@Timeout(60)
class PostgresOverlapTest extends ImagesContract {

    private static final int MANY = 8;
    private static PostgresWorld postgres;

    @BeforeAll
    static void open() {
        postgres = PostgresWorld.open();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Override
    protected ImagesWorld fresh() {
        return postgres.fresh(clock);
    }

    @Test
    void of_verdicts_that_all_began_before_any_ended_one_is_written() throws Exception {
        List<Callable<Outcome>> verdicts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Change verdict = judged(leased(), Photo.any(random));
            verdicts.add(() -> images.apply(verdict, SIZE));
        }

        List<Outcome> outcomes = allAtOnce(verdicts);

        assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(1, 0, MANY - 1));
    }

    @Test
    void of_adds_that_all_began_before_any_ended_no_more_succeed_than_fit() throws Exception {
        awaiting();
        List<Callable<Added>> adds = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            List<Upload.Promise> three = promises(3);
            adds.add(() -> images.add(three, SIZE, PLENTY));
        }

        List<Added> added = allAtOnce(adds);

        assertThat(added).filteredOn(Added.All.class::isInstance).hasSize(3);
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, 10));
    }

    @Test
    void a_deletion_that_began_before_a_verdict_ended_forgets_its_event_too() throws Exception {
        Image.Processing leased = leased();
        Change verdict = judged(leased, Photo.any(random));
        List<Callable<Object>> both =
                List.of(() -> images.apply(verdict, SIZE), () -> images.delete(ANNA, leased.id(), now()));

        List<Object> results = allAtOnce(both);

        assertThat(results).containsExactly(Outcome.APPLIED, Optional.of(verdict.after()));
        assertThat(world.log().apply(ANNA)).extracting(event -> event.type()).containsExactly(EventType.IMAGE_DELETED);
        assertThat(queries.count(ANNA, SET)).isEqualTo(SetCount.EMPTY);
        assertThat(gallery(processing(), Photo.any(random)).version()).isEqualTo(2);
    }

    /** Lets them begin one after another, and go on when all of them wait. */
    private static <T> List<T> allAtOnce(List<? extends Callable<? extends T>> statements) throws Exception {
        List<Future<? extends T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection holder = hold()) {
                for (Callable<? extends T> statement : statements) {
                    running.add(threads.submit(statement));
                    awaitWaiting(running.size());
                }
                holder.rollback();
            }
            List<T> results = new ArrayList<>();
            for (Future<? extends T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }

    private static Connection hold() throws SQLException {
        Connection connection = DriverManager.getConnection(postgres.url(), "postgres", "postgres");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM photo_set FOR UPDATE");
        }
        return connection;
    }

    private static void awaitWaiting(int statements) {
        while (waiting() < statements) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private static int waiting() {
        return postgres.database()
                .run(
                        "counting who waits",
                        handle -> handle.createQuery("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """).mapTo(Integer.class).one());
    }
}

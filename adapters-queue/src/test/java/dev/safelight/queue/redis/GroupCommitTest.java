package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final GroupCommit<Integer> group = new GroupCommit<>(4, items -> {
        Call call = new Call(items, new CompletableFuture<>());
        calls.add(call);
        return call.answer();
    });

    private record Call(List<Integer> items, CompletableFuture<String> answer) {}

    @AfterEach
    void nobodyWaits() {
        calls.forEach(call -> call.answer().complete("at the end"));
        callers.close();
    }

    /** Sends them, one caller each, and returns when all of them are under way or wait. */
    private List<Future<?>> send(int... items) throws InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        for (int item : items) {
            int known = group.waiting();
            boolean first = calls.stream().allMatch(call -> call.answer().isDone());
            sent.add(callers.submit(() -> group.send(List.of(item)).join()));
            await().until(() -> first ? lastCall().items().contains(item) : group.waiting() > known);
        }
        return sent;
    }

    private Call lastCall() {
        return calls.stream().reduce(new Call(List.of(), new CompletableFuture<>()), (before, last) -> last);
    }

    private Call call(int number) {
        await().until(() -> calls.size() > number);
        return List.copyOf(calls).get(number);
    }

    @Test
    void one_who_is_alone_is_sent_at_once_and_waits_for_the_answer() throws Exception {
        Future<?> alone = send(1).getFirst();
        assertThat(call(0).items()).containsExactly(1);
        assertThat(alone.isDone()).isFalse();

        call(0).answer().complete("yes");

        alone.get();
        assertThat(calls).hasSize(1);
    }

    @Test
    void those_who_come_while_a_call_is_under_way_share_the_next_and_its_size_is_bounded() throws Exception {
        send(1);
        List<Future<?>> others = send(2, 3, 4, 5, 6);
        assertThat(calls).hasSize(1);

        call(0).answer().complete("yes");

        assertThat(call(1).items()).containsExactly(2, 3, 4, 5);
        call(1).answer().complete("yes");
        assertThat(call(2).items()).containsExactly(6);
        call(2).answer().complete("yes");
        for (Future<?> other : others) {
            other.get();
        }
    }

    @Test
    void a_part_that_is_larger_than_a_call_goes_alone() {
        CompletableFuture<?> sent = CompletableFuture.runAsync(
                () -> group.send(List.of(1, 2, 3, 4, 5)).join(), callers);

        assertThat(call(0).items()).containsExactly(1, 2, 3, 4, 5);
        call(0).answer().complete("yes");
        sent.join();
    }

    @Test
    void all_who_shared_a_call_share_its_failure_and_those_behind_them_do_not() throws Exception {
        send(1);
        List<Future<?>> others = send(2, 3, 4, 5, 6);
        call(0).answer().complete("yes");

        call(1).answer().completeExceptionally(new IllegalStateException("no"));
        call(2).answer().complete("yes");

        for (Future<?> other : others.subList(0, 4)) {
            assertThatThrownBy(other::get).hasRootCauseMessage("no");
        }
        others.get(4).get();
    }

    @Test
    void a_call_that_is_given_up_fails_and_the_next_one_is_made() throws Exception {
        Future<?> first = send(1).getFirst();

        call(0).answer().cancel(false);

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(CancellationException.class);
        Future<?> second = send(2).getFirst();
        call(1).answer().complete("yes");
        second.get();
    }

    @Test
    void a_call_that_cannot_be_made_fails_and_the_next_one_is_made() {
        AtomicInteger made = new AtomicInteger();
        GroupCommit<Integer> fragile = new GroupCommit<>(4, items -> {
            if (made.getAndIncrement() == 0) {
                throw new IllegalStateException("not now");
            }
            return CompletableFuture.completedFuture("yes");
        });

        assertThatThrownBy(() -> fragile.send(List.of(1)).join()).hasRootCauseMessage("not now");
        fragile.send(List.of(2)).join();

        assertThat(made).hasValue(2);
    }

    @Test
    void whoever_comes_when_however_is_sent_once() throws Exception {
        Queue<Integer> sent = new ConcurrentLinkedQueue<>();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        GroupCommit<Integer> busy = new GroupCommit<>(4, items -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            sent.addAll(items);
            return CompletableFuture.runAsync(underWay::decrementAndGet, callers);
        });

        List<? extends Future<?>> all = IntStream.range(0, 64)
                .mapToObj(caller -> callers.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        busy.send(List.of(caller * 100 + i)).join();
                    }
                }))
                .toList();
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(sent).hasSize(6400).doesNotHaveDuplicates();
        assertThat(most).hasValue(1);
    }
}

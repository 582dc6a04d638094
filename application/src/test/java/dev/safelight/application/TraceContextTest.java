package dev.safelight.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the recommendation W3C Trace Context. */
class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private static Optional<TraceContext> of(String... traceparents) {
        return TraceContext.received(List.of(traceparents), List.of());
    }

    private static String state(String... tracestates) {
        return TraceState.received(List.of(tracestates)).header();
    }

    @Test
    void what_was_received_is_passed_on() {
        TraceContext context = TraceContext.received(List.of(PARENT), List.of("rojo=00f067aa0ba902b7", "congo=t61"))
                .orElseThrow();
        assertThat(context.traceId()).isEqualTo(TRACE);
        assertThat(context.traceparent()).isEqualTo(PARENT);
        assertThat(context.state().header()).isEqualTo("rojo=00f067aa0ba902b7,congo=t61");
        assertThat(TraceContext.ofText(context.text())).contains(context);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE,
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-001",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "00-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like",
                "00-" + TRACE + "-" + SPAN + "-.0",
                "00-" + TRACE + "-" + SPAN + "-0G",
                "00-" + TRACE + "-" + SPAN + "-0A",
                "00-" + TRACE + "-00F067AA0BA902B7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-.bf92f3577b34da6a3ce929d0e0e4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e47366-" + SPAN + "-01",
                "00-" + TRACE + "-00f067aa0ba902b-01",
                "00-" + TRACE + "-00f067aa0ba902b77-01",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "FF-" + TRACE + "-" + SPAN + "-01",
                ".0-" + TRACE + "-" + SPAN + "-01",
                "0-" + TRACE + "-" + SPAN + "-01",
                "000-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01.what-the-future-will-not-be-like",
                "00-" + TRACE + "-" + SPAN + "-01," + "00-" + TRACE + "-" + SPAN + "-01",
                "00_" + TRACE + "-" + SPAN + "-01"
            })
    void what_is_not_to_the_letter_begins_anew(String traceparent) {
        assertThat(of(traceparent)).isEmpty();
    }

    @Test
    void two_traceparents_are_none() {
        assertThat(of(PARENT, PARENT)).isEmpty();
        assertThat(of()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-%s-%s-01", "cc-%s-%s-01", "cc-%s-%s-01-", "cc-%s-%s-01-what-the-future-will-be-like"})
    void of_later_versions_we_take_what_we_know_and_pass_on_our_own(String later) {
        assertThat(of(later.formatted(TRACE, SPAN)).orElseThrow().traceparent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @CsvSource({"00, 00", "01, 01", "02, 00", "ff, 01", "fe, 00"})
    void only_the_flag_that_we_know_is_passed_on(String flags, String passedOn) {
        assertThat(of("00-" + TRACE + "-" + SPAN + "-" + flags).orElseThrow().traceparent())
                .endsWith("-" + passedOn);
    }

    @Test
    void blanks_round_a_header_are_no_part_of_it() {
        assertThat(of(" \t" + PARENT + "\t ")).isPresent();
        assertThat(state(" foo=1 \t", "\t bar=2 ,, ", "")).isEqualTo("foo=1,bar=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "foo =1",
                "FOO=1",
                "foo.bar=1",
                "@foo=1,bar=2",
                "foo=bar=baz",
                "foo=,bar=3",
                "foo=a\u0007b",
                "foo=\u00e9",
                "=1"
            })
    void a_state_against_the_rules_is_dropped_as_a_whole(String state) {
        assertThat(state("good=1", state)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo@=1,bar=2", "foo@@bar=1,bar=2", "foo@bar@baz=1,bar=2", "0foo=1"})
    void an_at_sign_may_stand_anywhere_in_a_key_but_at_its_beginning(String state) {
        assertThat(state(state)).isEqualTo(state);
    }

    @Test
    void of_members_with_one_key_the_first_is_kept() {
        assertThat(state("foo=1,bar=2", "foo=3")).isEqualTo("foo=1,bar=2");
        assertThat(state("foo=1,foo=1")).isEqualTo("foo=1");
    }

    @Test
    void keys_and_values_may_be_as_long_as_is_allowed() {
        String key = "z".repeat(256);
        String tenant = "t".repeat(241) + "@" + "v".repeat(14);
        assertThat(state("foo=1," + key + "=1," + tenant + "=1")).contains(key).contains(tenant);
        assertThat(state("foo=" + "v".repeat(256))).hasSize(260);
        assertThat(state("foo=1," + key + "z=1")).isEmpty();
        assertThat(state("foo=1," + "t".repeat(242) + "@v=1,t@" + "v".repeat(15) + "=1"))
                .hasSizeGreaterThan(260);
        assertThat(state("foo=" + "v".repeat(257))).isEmpty();
    }

    @Test
    void every_character_that_is_allowed_is_taken() {
        String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
        String value = IntStream.rangeClosed(0x20, 0x7e)
                .filter(letter -> letter != ',' && letter != '=')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        assertThat(state(key + "=" + value)).isEqualTo(key + "=" + value);
        assertThat(state("0tenant@vendor=" + value)).isEqualTo("0tenant@vendor=" + value);
    }

    @Test
    void of_32_members_all_are_passed_on_and_of_33_none() {
        String members = members(32, 1);
        assertThat(state(members)).isEqualTo(members);
        assertThat(state(members, "one-more=1")).isEmpty();
    }

    @Test
    void of_what_is_too_much_long_members_go_first_and_then_those_that_were_added_first() {
        String shorts = members(20, 40);
        assertThat(state(shorts + ",long=" + "v".repeat(200))).isEqualTo(shorts);
        String kept = state(members(32, 60));
        assertThat(kept).hasSizeBetween(512, 1024).startsWith(members(10, 60));
    }

    private static String members(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(length))
                .collect(Collectors.joining(","));
    }

    @Test
    void ids_that_we_make_are_never_all_zeros() {
        assertThat(Trace.fresh()).matches("(?!0{32})[0-9a-f]{32}");
        assertThat(Trace.freshSpan()).matches("(?!0{16})[0-9a-f]{16}");
        assertThat(TraceContext.begun(Trace.fresh()).traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }
}

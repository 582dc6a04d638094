package dev.safelight.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.SelfServed.Refusal;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.testing.Availability;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Tests the contract itself: a store with a defect must not pass it. */
class ObjectStoreContractTest {

    /** @param caughtBy the test of the contract that is there for this defect */
    record Defect(String name, BiFunction<InstantSource, Availability, MemoryObjectStore> store, String caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The store that the next run of the contract is for; the launcher makes its suites itself. */
    private static BiFunction<InstantSource, Availability, MemoryObjectStore> storeToTry = MemoryObjectStore::new;

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect(
                        "TakesAnyLength",
                        overlooking(Refusal.LENGTH_MISMATCH),
                        "a_longer_file_is_refused_and_leaves_nothing"),
                new Defect(
                        "TakesAnyType",
                        overlooking(Refusal.CONTENT_TYPE_MISMATCH),
                        "another_type_is_refused_and_leaves_nothing"),
                new Defect(
                        "TakesAnyHash",
                        overlooking(Refusal.CHECKSUM_MISMATCH),
                        "other_bytes_than_the_promised_hash_are_refused_and_leave_nothing"),
                new Defect(
                        "TakesAnySignature",
                        overlooking(Refusal.BAD_SIGNATURE),
                        "a_signature_for_one_key_is_worthless_for_another"),
                new Defect(
                        "TakesExpiredUrls",
                        overlooking(Refusal.URL_EXPIRED),
                        "an_expired_url_is_refused_and_leaves_nothing"),
                new Defect(
                        "TakesUrlsTwice",
                        overlooking(Refusal.ALREADY_UPLOADED),
                        "a_url_is_good_once_and_the_first_bytes_stay"),
                new Defect(
                        "KeepsHalfOfARefusedFile",
                        BrokenObjectStores.KeepsHalfOfARefusedFile::new,
                        "a_shorter_file_is_refused_and_leaves_nothing"),
                new Defect(
                        "LooksBeforeItLeaps",
                        BrokenObjectStores.LooksBeforeItLeaps::new,
                        "of_many_racing_puts_exactly_one_wins_and_its_bytes_are_there"),
                new Defect(
                        "PinsNothing",
                        BrokenObjectStores.PinsNothing::new,
                        "a_pin_insists_on_the_bytes_that_were_verified"),
                new Defect(
                        "ReadsFromTheStart",
                        BrokenObjectStores.ReadsFromTheStart::new,
                        "a_part_of_an_object_is_read_from_its_offset"),
                new Defect(
                        "ReadsToTheEnd",
                        BrokenObjectStores.ReadsToTheEnd::new,
                        "a_part_of_an_object_is_read_from_its_offset"),
                new Defect(
                        "TakesAnOutageForAbsence",
                        BrokenObjectStores.TakesAnOutageForAbsence::new,
                        "a_store_out_of_reach_is_an_outage_and_never_an_absence"),
                new Defect(
                        "AsksTheStoreToSign",
                        BrokenObjectStores.AsksTheStoreToSign::new,
                        "signing_does_not_ask_the_store"),
                new Defect(
                        "AttestsAnotherHash",
                        BrokenObjectStores.AttestsAnotherHash::new,
                        "the_bytes_of_the_promised_hash_are_taken"),
                new Defect(
                        "QuotesItsEtags",
                        BrokenObjectStores.QuotesItsEtags::new,
                        "what_was_put_is_there_with_its_size_and_its_bytes"),
                new Defect("NeverOverwrites", BrokenObjectStores.NeverOverwrites::new, "what_we_write_overwrites"),
                new Defect(
                        "KeepsHalfOfABrokenStream",
                        BrokenObjectStores.KeepsHalfOfABrokenStream::new,
                        "a_stream_that_breaks_off_leaves_nothing_and_is_heard"),
                new Defect(
                        "TakesAFaultForTheEnd",
                        BrokenObjectStores.TakesAFaultForTheEnd::new,
                        "a_stream_that_breaks_off_leaves_nothing_and_is_heard"),
                new Defect(
                        "MakesRoomTooEarly",
                        BrokenObjectStores.MakesRoomTooEarly::new,
                        "a_stream_that_breaks_off_leaves_what_was_there_before"),
                new Defect(
                        "ForgetsTheLastPart",
                        BrokenObjectStores.ForgetsTheLastPart::new,
                        "a_stream_of_any_length_is_stored_whole_and_as_it_was_described"),
                new Defect(
                        "ReadsOnceForAPart",
                        BrokenObjectStores.ReadsOnceForAPart::new,
                        "a_stream_of_any_length_is_stored_whole_and_as_it_was_described"),
                new Defect(
                        "DeletesOnlyAThousand",
                        BrokenObjectStores.DeletesOnlyAThousand::new,
                        "any_number_of_keys_can_be_deleted_there_or_not"),
                new Defect(
                        "CannotDeleteTwice",
                        BrokenObjectStores.CannotDeleteTwice::new,
                        "deleting_takes_away_these_and_no_others_however_often"),
                new Defect(
                        "DeletesByPrefix",
                        BrokenObjectStores.DeletesByPrefix::new,
                        "deleting_takes_away_these_and_no_others_however_often"),
                new Defect(
                        "ListsBackwards",
                        BrokenObjectStores.ListsBackwards::new,
                        "a_listing_is_in_the_order_of_the_keys"),
                new Defect(
                        "ListsTheLastKeyAgain",
                        BrokenObjectStores.ListsTheLastKeyAgain::new,
                        "a_listing_pages_without_a_gap_or_a_repeat"),
                new Defect(
                        "ListsFromTheTopWhenTheCursorIsGone",
                        BrokenObjectStores.ListsFromTheTopWhenTheCursorIsGone::new,
                        "a_listing_goes_on_after_a_key_that_is_no_longer_there"),
                new Defect(
                        "ListsBeyondItsPrefix",
                        BrokenObjectStores.ListsBeyondItsPrefix::new,
                        "a_listing_keeps_to_its_prefix"),
                new Defect(
                        "ForgetsWhenItStored",
                        BrokenObjectStores.ForgetsWhenItStored::new,
                        "a_listing_tells_when_each_was_stored"),
                new Defect(
                        "SweepsFinishedUploads",
                        BrokenObjectStores.SweepsFinishedUploads::new,
                        "removing_what_is_unfinished_keeps_what_is_finished"),
                new Defect(
                        "EndsUploadsOfOthers",
                        BrokenObjectStores.EndsUploadsOfOthers::new,
                        "a_large_write_whose_beginning_is_removed_fails_and_others_go_on"),
                new Defect(
                        "FinishesWhatWasRemoved",
                        BrokenObjectStores.FinishesWhatWasRemoved::new,
                        "a_large_write_whose_beginning_is_removed_fails_and_others_go_on"),
                new Defect(
                        "EndsUploadsThatHaveJustBegun",
                        BrokenObjectStores.EndsUploadsThatHaveJustBegun::new,
                        "a_large_write_that_began_later_is_not_removed"),
                new Defect(
                        "CannotBeInterrupted",
                        BrokenObjectStores.CannotBeInterrupted::new,
                        "a_large_write_can_be_interrupted_and_leaves_nothing"),
                new Defect(
                        "OpensWithAnySignature",
                        BrokenObjectStores.OpensWithAnySignature::new,
                        "a_download_url_for_one_key_is_worthless_for_another"),
                new Defect(
                        "OpensExpiredUrls",
                        BrokenObjectStores.OpensExpiredUrls::new,
                        "an_expired_download_url_is_refused"),
                new Defect(
                        "GuessesTheTypeOfDownloads",
                        BrokenObjectStores.GuessesTheTypeOfDownloads::new,
                        "a_download_brings_the_bytes_with_the_type_that_was_asked_for"));
    }

    private static BiFunction<InstantSource, Availability, MemoryObjectStore> overlooking(Refusal reason) {
        return (clock, availability) -> new BrokenObjectStores.Overlooks(clock, availability, reason);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_contract_catches_it(Defect defect) {
        storeToTry = defect.store();
        assertThat(failuresOf(selectMethod(TrySuite.class, defect.caughtBy())))
                .containsExactly(defect.caughtBy() + "()");
    }

    @Test
    void a_sound_store_passes_so_what_is_caught_is_caught_for_its_defect() {
        storeToTry = MemoryObjectStore::new;
        assertThat(failuresOf(selectClass(TrySuite.class))).isEmpty();
    }

    private static List<String> failuresOf(DiscoverySelector tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }

    static final class TrySuite extends ObjectStoreContract {

        private final MemoryObjectStore memory = storeToTry.apply(clock, new Availability("the store"));

        @Override
        protected ObjectStore fresh() {
            return memory;
        }

        @Override
        protected ObjectStore unreachable() {
            Availability down = new Availability("the store");
            down.goDown();
            return storeToTry.apply(clock, down);
        }

        @Override
        protected boolean put(SignedUpload upload, byte[] bytes) {
            return SignedUrls.put(memory, upload, bytes) instanceof Served.Stored;
        }

        @Override
        protected Optional<Fetched> get(URI url) {
            return SignedUrls.get(memory, url);
        }
    }
}

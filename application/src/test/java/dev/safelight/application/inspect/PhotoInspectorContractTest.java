package dev.safelight.application.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.ContractRunner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: an inspector with a defect must not pass it. */
class PhotoInspectorContractTest {

    /** What breaks the inspector that the next run of the contract is for; the launcher makes its suites itself. */
    private static UnaryOperator<PhotoInspector> defect = UnaryOperator.identity();

    static Stream<Arguments> defects() {
        return Stream.of(
                caught(BrokenInspectors::believesThePromise, "content_decides_and_not_what_was_promised"),
                caught(BrokenInspectors::hashesSomethingElse, "a_photo_is_measured_and_comes_with_its_pictures"),
                caught(BrokenInspectors::measuresInLevels, "measures_are_within_their_scales"),
                caught(BrokenInspectors::seesEverythingAlike, "photos_of_different_things_have_different_fingerprints"),
                caught(BrokenInspectors::changesItsMind, "the_same_bytes_give_the_same_answer"),
                caught(
                        BrokenInspectors::handsOnWhatItCouldNotDecode,
                        "a_damaged_file_has_a_defect_and_neither_measures_nor_pictures"),
                caught(BrokenInspectors::blamesWhatIsNoPhoto, "what_is_no_photo_has_no_format_and_no_defect"),
                caught(
                        BrokenInspectors::throwsAtDamage,
                        "a_damaged_file_has_a_defect_and_neither_measures_nor_pictures"),
                caught(BrokenInspectors::chokesOnOddLengths, "whatever_the_bytes_are_the_answer_is_a_value"),
                caught(BrokenInspectors::scribblesOnTheBytes, "the_bytes_are_left_as_they_were"),
                caught(BrokenInspectors::sharesItsBuffer, "many_threads_do_not_disturb_each_other"));
    }

    private static Arguments caught(UnaryOperator<PhotoInspector> broken, String by) {
        return Arguments.of(broken, by);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("defects")
    void the_contract_catches_it(UnaryOperator<PhotoInspector> broken, String by) {
        defect = broken;
        assertThat(ContractRunner.failures(TrySuite.class, by)).containsExactly(by);
    }

    @Test
    void a_sound_inspector_passes_so_what_is_caught_is_caught_for_its_defect() {
        defect = UnaryOperator.identity();
        assertThat(ContractRunner.failures(TrySuite.class)).isEmpty();
    }

    static final class TrySuite extends PhotoInspectorContract {

        @Override
        protected PhotoInspector inspector() {
            return defect.apply(new ScriptedInspector(new Availability("the decoder")));
        }

        @Override
        protected byte[] photo(int which) {
            return ScriptedInspector.photo("seed=" + which);
        }

        @Override
        protected byte[] damaged() {
            return ScriptedInspector.photo("defect=TRUNCATED");
        }
    }
}

package dev.safelight.imaging.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import dev.safelight.imaging.heif.HeifDecoding;
import dev.safelight.imaging.heif.HeifFile;
import dev.safelight.imaging.heif.HeifLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real HEIF files, where they are at hand: what other decoders read is read, and the rest gets a clear answer. */
class HeifCorpusTest {

    /** Brands of files that hold AV1 pictures, or uncompressed ones. */
    private static boolean isOther(Labelled file) {
        return file.magic().startsWith("isobmff:avi") || file.file().contains("avif32");
    }

    @Test
    void what_other_decoders_read_is_read_or_of_another_codec() {
        Optional<Corpus> found = Corpus.find();
        assumeTrue(found.isPresent(), "the labelled photos (../shared/photos) are absent");
        List<String> wrong = new ArrayList<>();
        for (Labelled file : found.orElseThrow().files()) {
            if (!file.magic().startsWith("isobmff")) {
                continue;
            }
            Optional<Fault> fault = fault(found.get().read(file.file()));
            if (isOther(file) && !fault.equals(Optional.of(Fault.UNSUPPORTED_VARIANT))) {
                wrong.add(file.file() + " is of another codec: " + fault);
            }
            if (!isOther(file) && file.expected().startsWith("decodable") && fault.isPresent()) {
                wrong.add(file.file() + " is decodable: " + fault);
            }
            if (file.expected().startsWith("undecodable") && fault.isEmpty()) {
                wrong.add(file.file() + " is undecodable, and was read");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Optional<Fault> fault(byte[] bytes) {
        try {
            HeifFile file = HeifFile.open(bytes, HeifLimits.defaults());
            Planes planes = file.decode(HeifDecoding.whole().atLeast(500));
            assertThat(Math.max(planes.width(), planes.height()))
                    .isGreaterThanOrEqualTo(Math.min(500, Math.max(file.width(), file.height())));
            return Optional.empty();
        } catch (Unreadable refused) {
            return Optional.of(refused.fault());
        }
    }
}

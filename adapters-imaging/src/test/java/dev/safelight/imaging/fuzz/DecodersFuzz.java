package dev.safelight.imaging.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * What Jazzer, which is guided by coverage, tries on every decoder. Ordinary runs try the seeds alone; {@code scripts/fuzz}
 * searches. What it finds is put beside the seeds.
 */
class DecodersFuzz {

    @FuzzTest(maxDuration = "10m")
    void whatever_the_bytes_are_the_inspector_answers(byte[] file) {
        Targets.INSPECTOR.accepts(file);
    }

    @FuzzTest(maxDuration = "10m")
    void whatever_the_bytes_are_the_jpeg_decoder_answers(byte[] file) {
        Targets.JPEG.accepts(file);
    }

    @FuzzTest(maxDuration = "10m")
    void whatever_the_bytes_are_the_heif_decoder_answers(byte[] file) {
        Targets.HEIF.accepts(file);
    }

    @FuzzTest(maxDuration = "10m")
    void whatever_the_bytes_are_the_profile_reader_answers(byte[] file) {
        Targets.PROFILE.accepts(file);
    }
}

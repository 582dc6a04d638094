package dev.safelight.imaging.hevc;

/** Where the contexts of each syntax element of intra slices are, and what they start from (9.3.2.2, initType 0). */
final class ContextTable {

    static final int SAO_MERGE = 0;
    static final int SAO_TYPE = 1;
    static final int SPLIT_CODING = 2;
    static final int BYPASS = 5;
    static final int PART_MODE = 6;
    static final int PREDICTED_MODE = 7;
    static final int CHROMA_MODE = 8;
    static final int SPLIT_TRANSFORM = 9;
    static final int CBF_LUMA = 12;
    static final int CBF_CHROMA = 14;
    static final int QP_DELTA = 19;
    static final int TRANSFORM_SKIP = 21;
    static final int LAST_X = 23;
    static final int LAST_Y = 41;
    static final int CODED_SUB_BLOCK = 59;
    static final int SIGNIFICANT = 63;
    static final int SIGNIFICANT_CHROMA = SIGNIFICANT + 27;
    static final int SIGNIFICANT_SKIPPED = SIGNIFICANT + 42;
    static final int GREATER_1 = 107;
    static final int GREATER_2 = 131;
    static final int CROSS_SCALE = 137;
    static final int CROSS_SIGN = 145;
    static final int CHROMA_OFFSET = 147;
    static final int CHROMA_OFFSET_INDEX = 148;
    static final int COUNT = 149;

    /** Tables 9-5 to 9-37. */
    private static final int[] INITIAL = {
        153,
        200,
        139,
        141,
        157,
        154,
        184,
        184,
        63, // sao_merge … intra_chroma_pred_mode
        153,
        138,
        138,
        111,
        141,
        94,
        138,
        182,
        154,
        154,
        154,
        154,
        139,
        139, // split_transform … transform_skip
        110,
        110,
        124,
        125,
        140,
        153,
        125,
        127,
        140,
        109,
        111,
        143,
        127,
        111,
        79,
        108,
        123,
        63, // last x
        110,
        110,
        124,
        125,
        140,
        153,
        125,
        127,
        140,
        109,
        111,
        143,
        127,
        111,
        79,
        108,
        123,
        63, // last y
        91,
        171,
        134,
        141, // coded_sub_block_flag
        111,
        111,
        125,
        110,
        110,
        94,
        124,
        108,
        124,
        107,
        125,
        141,
        179,
        153,
        125,
        107,
        125,
        141,
        179,
        153,
        125,
        107,
        125,
        141,
        179,
        153,
        125,
        140,
        139,
        182,
        182,
        152,
        136,
        152,
        136,
        153,
        136,
        139,
        111,
        136,
        139,
        111,
        141,
        111, // sig_coeff_flag
        140,
        92,
        137,
        138,
        140,
        152,
        138,
        139,
        153,
        74,
        149,
        92,
        139,
        107,
        122,
        152,
        140,
        179,
        166,
        182,
        140,
        227,
        122,
        197, // greater1
        138,
        153,
        136,
        167,
        152,
        152, // greater2
        154,
        154,
        154,
        154,
        154,
        154,
        154,
        154,
        154,
        154,
        154,
        154 // cross-component, chroma offsets
    };

    private ContextTable() {}

    /** Sets states, {@code pStateIdx << 1 | valMps}, as at the start of a slice (9.3.2.2). */
    static void reset(byte[] states, int sliceQp) {
        int qp = Math.clamp(sliceQp, 0, 51);
        for (int i = 0; i < COUNT; i++) {
            int slope = (INITIAL[i] >> 4) * 5 - 45;
            int offset = ((INITIAL[i] & 15) << 3) - 16;
            int state = Math.clamp(((slope * qp) >> 4) + offset, 1, 126);
            states[i] = (byte) (state <= 63 ? (63 - state) << 1 : (state - 64) << 1 | 1);
        }
    }
}

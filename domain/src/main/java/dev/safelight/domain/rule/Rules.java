package dev.safelight.domain.rule;

import java.util.List;

/**
 * Everything that is asked of a photo, in the order asked. To add a rule: a {@link Code}, the rule among its like, and an
 * entry here.
 */
public final class Rules {

    private static final List<Rule> IN_ORDER = List.of(
            FileRules.UNSUPPORTED_FORMAT,
            FileRules.UNREADABLE,
            FileRules.FORMAT_MISMATCH,
            FileRules.FILE_TOO_SMALL,
            FileRules.FILE_TOO_LARGE,
            FileRules.RESOLUTION_TOO_LOW,
            FileRules.RESOLUTION_TOO_HIGH,
            PhotoRules.TOO_BLURRY,
            PhotoRules.TOO_DARK,
            PhotoRules.TOO_BRIGHT,
            FaceRules.NO_FACE,
            FaceRules.MULTIPLE_FACES,
            FaceRules.FACE_TOO_SMALL,
            FaceRules.FACE_CUT_OFF,
            FaceRules.FACE_TURNED_AWAY,
            FaceRules.EYES_NOT_VISIBLE,
            LikenessRules.DUPLICATE,
            LikenessRules.TOO_SIMILAR);

    private Rules() {}

    public static List<Rule> inOrder() {
        return IN_ORDER;
    }

    public static Rule of(Code code) {
        return IN_ORDER.stream().filter(rule -> rule.code() == code).findFirst().orElseThrow();
    }
}

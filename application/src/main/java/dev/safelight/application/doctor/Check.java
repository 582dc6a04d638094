package dev.safelight.application.doctor;

/**
 * One question about the world around us.
 *
 * @param name its area and what it is about: {@code store.cors}. Operators know it from the documentation, and scripts
 *     look for it
 * @param vital whether, after an error, the checks that follow in its area would only repeat that error
 */
public record Check(String name, boolean vital, Look look) {

    /** How to find out. */
    @FunctionalInterface
    public interface Look {

        /**
         * Notes at least one finding. Whatever it throws is noted as an error. It is interrupted when it takes too long,
         * and what it has noted by then stays.
         */
        void at(Notes notes) throws Exception;
    }

    public static Check of(String name, Look look) {
        return new Check(name, false, look);
    }

    public static Check vital(String name, Look look) {
        return new Check(name, true, look);
    }
}

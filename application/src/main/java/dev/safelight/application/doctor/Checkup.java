package dev.safelight.application.doctor;

import java.util.List;

/** The checks of one area, in the order in which they are made: one after the other. */
public interface Checkup extends AutoCloseable {

    List<Check> checks();

    /** Takes away whatever the checks have left, also when they failed. */
    @Override
    void close();
}

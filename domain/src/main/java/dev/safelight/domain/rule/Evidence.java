package dev.safelight.domain.rule;

import dev.safelight.domain.image.Neighbour;
import java.util.Optional;

/**
 * All that a verdict is reached from.
 *
 * @param nearest the accepted photo of the same owner that is most like this one, of those that are not evidently others
 */
public record Evidence(Measurements measured, Optional<Neighbour> nearest) {

    Optional<Measurements.Pixels> pixels() {
        return measured.pixels();
    }
}

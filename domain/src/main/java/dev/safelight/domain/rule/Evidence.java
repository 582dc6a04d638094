package dev.safelight.domain.rule;

import dev.safelight.domain.image.Neighbour;
import java.util.Optional;

/** All that a verdict is reached from. */
public record Evidence(Measurements measured, Optional<Neighbour> nearest) {

    Optional<Measurements.Pixels> pixels() {
        return measured.pixels();
    }
}

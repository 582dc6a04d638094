package dev.safelight.web.operation;

import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Incident;
import java.util.Optional;

/** What stopped an image in ERROR; owners see the id alone. */
record IncidentJson(String id, String summary) {

    static Optional<IncidentJson> of(Image image) {
        return image instanceof Image.Errored stopped ? Optional.of(of(stopped.incident())) : Optional.empty();
    }

    private static IncidentJson of(Incident incident) {
        return new IncidentJson(incident.id(), incident.summary());
    }
}

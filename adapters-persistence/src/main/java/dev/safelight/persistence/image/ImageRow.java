package dev.safelight.persistence.image;

import static dev.safelight.persistence.Columns.optionalText;
import static dev.safelight.persistence.Columns.optionalUuid;
import static dev.safelight.persistence.Columns.time;
import static dev.safelight.persistence.Columns.uuid;

import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.Life;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.image.UploadFault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads an image from a row with all columns of the table {@code image}. {@link ImageColumns} is the way there. */
public final class ImageRow {

    private final ResultSet row;

    private ImageRow(ResultSet row) {
        this.row = row;
    }

    public static Image read(ResultSet row) throws SQLException {
        return new ImageRow(row).image();
    }

    private Image image() throws SQLException {
        Upload upload = new Upload(row.getLong("file_id"), promise());
        Life life = new Life(row.getLong("version"), row.getInt("chapter"), time(row, "since"));
        return switch (Status.valueOf(row.getString("status"))) {
            case AWAITING_UPLOAD -> new Image.AwaitingUpload(upload, life);
            case VERIFYING ->
                new Image.Verifying(upload, life, row.getInt("looks"), row.getInt("attempts"), time(row, "due_at"));
            case PROCESSING ->
                new Image.Processing(upload, life, object(), row.getInt("attempts"), time(row, "due_at"), lease());
            case ACCEPTED -> new Image.Accepted(upload, life, object(), judgement(), derivatives(), overruling());
            case REJECTED -> new Image.Rejected(upload, life, object(), judgement(), derivatives(), overruling());
            case UPLOAD_FAILED -> new Image.UploadFailed(upload, life, UploadFault.valueOf(row.getString("fault")));
            case ERROR ->
                new Image.Errored(upload, life, incident(), pinned() ? Optional.of(object()) : Optional.empty());
        };
    }

    private Upload.Promise promise() throws SQLException {
        return new Upload.Promise(
                new ImageId(uuid(row, "id")),
                new OwnerId(row.getString("owner")),
                new SetId(row.getString("set_name")),
                new Filename(row.getString("filename")),
                row.getString("content_type"),
                Format.valueOf(row.getString("promised_format")),
                row.getLong("promised_size"),
                optionalText(row, "promised_sha256").map(Sha256::new),
                time(row, "created_at"),
                time(row, "deadline"));
    }

    private boolean pinned() throws SQLException {
        return optionalText(row, "object_key").isPresent();
    }

    private StoredObject object() throws SQLException {
        return new StoredObject(
                row.getString("object_key"),
                row.getLong("object_size"),
                row.getString("object_etag"),
                optionalText(row, "object_sha256").map(Sha256::new));
    }

    private Optional<Lease> lease() throws SQLException {
        String worker = row.getString("lease_worker");
        var until = time(row, "due_at");
        return optionalUuid(row, "lease_token").map(token -> new Lease(token, worker, until));
    }

    private Incident incident() throws SQLException {
        return new Incident(row.getString("incident_id"), row.getString("incident_summary"));
    }

    private Judgement judgement() throws SQLException {
        return new Judgement(
                JudgementJson.readEvidence(row.getString("evidence")),
                JudgementJson.readVerdict(row.getString("verdict")),
                row.getString("policy_version"));
    }

    private Optional<Derivatives> derivatives() throws SQLException {
        String thumbnail = row.getString("thumbnail_key");
        return optionalText(row, "normalized_key").map(normalized -> new Derivatives(normalized, thumbnail));
    }

    private Optional<Image.Overruling> overruling() throws SQLException {
        String because = row.getString("overruled_because");
        return optionalText(row, "overruled_by").map(operator -> new Image.Overruling(operator, because));
    }
}

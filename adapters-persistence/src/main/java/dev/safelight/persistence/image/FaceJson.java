package dev.safelight.persistence.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.domain.rule.FaceSeen;
import dev.safelight.domain.rule.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * Faces as they lie in the database, within {@link JudgementJson}. Places are bare numbers in a row: a region as x, y,
 * width and height, landmarks as x and y by turns.
 */
final class FaceJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FaceJson() {}

    static ArrayNode write(List<FaceSeen> faces) {
        ArrayNode json = NODES.arrayNode();
        faces.forEach(face -> json.add(write(face)));
        return json;
    }

    static List<FaceSeen> read(JsonNode json) {
        List<FaceSeen> faces = new ArrayList<>();
        json.forEach(face -> faces.add(face(face)));
        return faces;
    }

    private static ObjectNode write(FaceSeen face) {
        ObjectNode json = JudgementJson.exposure(face.exposure());
        json.set("box", numbers(face.box()));
        json.put("confidence", face.confidence());
        ArrayNode landmarks = json.putArray("landmarks");
        face.landmarks().forEach(point -> landmarks.add(point.x()).add(point.y()));
        json.put("yaw", face.yaw());
        json.put("roll", face.roll());
        json.put("eyesVisible", face.eyesVisible());
        face.sharpness().ifPresent(sharpness -> json.put("sharpness", sharpness));
        return json;
    }

    private static FaceSeen face(JsonNode json) {
        return new FaceSeen(
                region(json.required("box")),
                json.required("confidence").doubleValue(),
                points(json.required("landmarks")),
                json.required("yaw").doubleValue(),
                json.required("roll").doubleValue(),
                json.required("eyesVisible").doubleValue(),
                JudgementJson.optional(json, "sharpness").map(JsonNode::doubleValue),
                JudgementJson.exposure(json));
    }

    private static List<FaceSeen.Point> points(JsonNode json) {
        List<FaceSeen.Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < json.size(); i += 2) {
            points.add(new FaceSeen.Point(
                    json.get(i).doubleValue(), json.get(i + 1).doubleValue()));
        }
        return points;
    }

    static ArrayNode numbers(Region region) {
        return NODES.arrayNode()
                .add(region.x())
                .add(region.y())
                .add(region.width())
                .add(region.height());
    }

    static Region region(JsonNode json) {
        return new Region(
                json.required(0).doubleValue(),
                json.required(1).doubleValue(),
                json.required(2).doubleValue(),
                json.required(3).doubleValue());
    }
}

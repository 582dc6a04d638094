package dev.safelight.storage.s3;

import dev.safelight.application.Outage;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One page of a bucket's unfinished uploads, read for what we need of it: {@code Key}, {@code UploadId} and
 * {@code Initiated} of each, and where the next page begins. Everything else may be there or not.
 *
 * @param nextKeyMarker empty when there is none
 */
record UnfinishedPage(List<Entry> uploads, boolean truncated, String nextKeyMarker, String nextUploadIdMarker) {

    private static final XMLInputFactory XML = factory();

    /** An upload that began and did not finish. */
    record Entry(String key, String uploadId, Instant initiated) {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** @throws Outage when it is no such page */
    static UnfinishedPage parse(String xml) {
        try {
            return parse(XML.createXMLStreamReader(new StringReader(xml)));
        } catch (XMLStreamException | DateTimeException notWhatWasAskedFor) {
            throw Outage.passing("S3 store: its list of unfinished uploads cannot be read", notWhatWasAskedFor);
        }
    }

    private static UnfinishedPage parse(XMLStreamReader reader) throws XMLStreamException {
        List<Entry> uploads = new ArrayList<>();
        Map<String, String> page = new HashMap<>();
        Map<String, String> upload = new HashMap<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = reader.getLocalName();
                    if (name.equals("Upload")) {
                        uploads.add(entry(upload));
                        upload.clear();
                    } else if (name.startsWith("Next") || name.equals("IsTruncated")) {
                        page.put(name, text.toString());
                    } else {
                        upload.put(name, text.toString());
                    }
                }
                default -> {}
            }
        }
        return new UnfinishedPage(
                List.copyOf(uploads),
                Boolean.parseBoolean(page.get("IsTruncated")),
                page.getOrDefault("NextKeyMarker", ""),
                page.getOrDefault("NextUploadIdMarker", ""));
    }

    private static Entry entry(Map<String, String> fields) throws XMLStreamException {
        if (!fields.keySet().containsAll(List.of("Key", "UploadId", "Initiated"))) {
            throw new XMLStreamException("an upload without key, id or time");
        }
        return new Entry(
                fields.getOrDefault("Key", ""),
                fields.getOrDefault("UploadId", ""),
                Instant.parse(fields.getOrDefault("Initiated", "")));
    }
}

package com.postmagiq.voice;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** The words of a word processor's document (Office Open XML), a line for each paragraph. */
final class DocxText {
    private static final String BODY = "word/document.xml";
    private static final String WORDS =
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /** What inflates to more is no text of a person. */
    private static final int LARGEST_BODY = 20 << 20;

    private DocxText() {}

    /** Empty when this is no such document. */
    static Optional<String> of(byte[] file) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(BODY)) {
                    var body = zip.readNBytes(LARGEST_BODY + 1);
                    return body.length > LARGEST_BODY ? Optional.empty() : words(body);
                }
            }
            return Optional.empty();
        } catch (ZipException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> words(byte[] body) {
        var factory = XMLInputFactory.newFactory();
        // Nothing is fetched or expanded for a document's sake.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var text = new StringBuilder();
        try {
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            while (xml.hasNext()) {
                var event = xml.next();
                var name =
                        xml.hasName() && WORDS.equals(xml.getNamespaceURI())
                                ? xml.getLocalName()
                                : "";
                if (event == XMLStreamConstants.START_ELEMENT) {
                    text.append(
                            switch (name) {
                                case "t" -> xml.getElementText();
                                case "tab" -> "\t";
                                case "br", "cr" -> "\n";
                                default -> "";
                            });
                } else if (event == XMLStreamConstants.END_ELEMENT && name.equals("p")) {
                    text.append('\n');
                }
            }
            return Optional.of(text.toString());
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
    }
}

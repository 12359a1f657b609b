package org.provenote.provenance.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The group that a POM names: its own, else its parent's. */
final class PomGroup {
    private PomGroup() {}

    static Optional<String> read(Path pom) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream text = Files.newInputStream(pom)) {
            return read(factory.createXMLStreamReader(text));
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(XMLStreamReader xml) throws XMLStreamException {
        Optional<String> parents = Optional.empty();
        String path = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                path += "/" + xml.getLocalName();
                if (path.equals("/project/groupId")) {
                    return Optional.of(xml.getElementText().strip());
                }
                if (path.equals("/project/parent/groupId")) {
                    parents = Optional.of(xml.getElementText().strip());
                    path = "/project/parent";
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path = path.substring(0, path.lastIndexOf('/'));
            }
        }
        return parents;
    }
}

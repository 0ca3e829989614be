package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The bodies in XML. They are written by the JDK's own writer, created without the service look-up that could find another
 * one. It loads in one or two milliseconds, and the mock needs no XML library.
 */
final class XmlBodies {
    private XmlBodies() {}

    static String body(ServerState state, Operation operation) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            write(xml, state, operation);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a body can't be written: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, ServerState state, Operation operation) throws XMLStreamException {
        switch (operation) {
            case AUTOMATION_STATUS ->
                element(xml, "automation_status", state.status().name());
            case AUTOMATION_STATUS_DETAILS -> {
                xml.writeStartElement("automation_status_details");
                element(xml, "automation_status", state.status().name());
                list(xml, "automation_tasks", "automation_task", state.tasks(), "status");
                xml.writeEndElement();
            }
            case GATEWAY_IP -> element(xml, "gateway_ip", Bodies.gatewayIp(state));
            case AUTOMATION_FEATURES ->
                list(xml, "automation_features", "automation_feature", state.features(), "is_enabled");
            case TOKENS, SERVERS, SERVER, METADATA -> throw new IllegalArgumentException("another API's: " + operation);
        }
        xml.writeEndDocument();
    }

    private static void list(XMLStreamWriter xml, String name, String item, Map<String, ?> values, String value)
            throws XMLStreamException {
        if (values.isEmpty()) {
            xml.writeEmptyElement(name);
            return;
        }
        xml.writeStartElement(name);
        for (Map.Entry<String, ?> each : values.entrySet()) {
            xml.writeStartElement(item);
            element(xml, "name", each.getKey());
            element(xml, value, each.getValue().toString());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}

package io.github.rackconnectmock.internal.api;

import com.ctc.wstx.stax.WstxOutputFactory;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The bodies in XML. Woodstox is asked by name and not through a look-up of services, which could find any other writer.
 */
final class XmlBodies {
    private XmlBodies() {}

    static String body(ServerState state, Operation operation) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = new WstxOutputFactory().createXMLStreamWriter(text);
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
                xml.writeStartElement("automation_tasks");
                for (Map.Entry<String, String> task : state.tasks().entrySet()) {
                    xml.writeStartElement("automation_task");
                    element(xml, "name", task.getKey());
                    element(xml, "status", task.getValue());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
                xml.writeEndElement();
            }
            case GATEWAY_IP -> element(xml, "gateway_ip", Bodies.gatewayIp(state));
            case AUTOMATION_FEATURES -> {
                xml.writeStartElement("automation_features");
                for (Map.Entry<String, Boolean> feature : state.features().entrySet()) {
                    xml.writeStartElement("automation_feature");
                    element(xml, "name", feature.getKey());
                    element(xml, "is_enabled", feature.getValue().toString());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}

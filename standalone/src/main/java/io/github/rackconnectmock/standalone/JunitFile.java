package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.ExpectationResult;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What a scenario expects, and whether it is met, as the XML that CI systems read for JUnit. */
final class JunitFile {
    private JunitFile() {}

    static String text(List<ExpectationResult> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "rackconnect-mock");
            xml.writeAttribute("tests", Integer.toString(results.size()));
            xml.writeAttribute(
                    "failures",
                    Long.toString(results.stream().filter(each -> !each.isMet()).count()));
            for (ExpectationResult result : results) {
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", result.server());
                xml.writeAttribute("name", result.check());
                if (!result.isMet()) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("message", result.verdict().why());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }
}

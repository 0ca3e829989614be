package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.ExpectationResult;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What a scenario expects, and whether it is met, as the XML that CI systems read for JUnit. */
final class JunitFile {
    private JunitFile() {}

    /** @throws Failure if the file can't be written */
    static void write(Path file, List<ExpectationResult> results) {
        try {
            Files.writeString(file, xml(results));
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_WRITE, "--junit: can't write " + file + " (" + Console.why(e) + ")");
        }
    }

    private static String xml(List<ExpectationResult> results) {
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

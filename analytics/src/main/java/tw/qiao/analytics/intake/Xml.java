package tw.qiao.analytics.intake;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tw.qiao.kernel.Problem;

/** Readers of XML that know no document types and fetch nothing. */
final class Xml {
    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        // the one of the JDK, whatever other libraries bring along
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static XMLStreamReader read(Reader text) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(text);
    }

    static XMLStreamReader read(InputStream octets) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(octets);
    }

    /** A problem {@code intake_xml}. */
    static Problem broken(Path path, XMLStreamException e) {
        var at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNumber() + ", column " + at.getColumnNumber();
        return Problem.invalid("intake_xml", path + " is not well-formed XML" + where + " XML 格式不正確");
    }

    /** A problem {@code intake_xml_doctype}: a document type can make a small file endless, or read other files. */
    static Problem doctype(Path path) {
        return Problem.invalid(
                "intake_xml_doctype", path + " declares a document type (DOCTYPE), which is refused 含有 DOCTYPE，不予接受");
    }
}

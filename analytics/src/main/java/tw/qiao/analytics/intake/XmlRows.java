package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * The elements of one name in an XML file, each a row: its attributes and the elements in it are cells, called by their
 * names, with {@code /} between where one lies in another.
 *
 * <p>Elements without a value are often left out, so the file is read twice: the header is all names that any row has.
 */
final class XmlRows implements Rows {
    private static final int MOST_COLUMNS = 10_000;

    private final SourceFile file;
    private final String row;
    private final XMLStreamReader xml;
    private final List<String> header;
    private boolean begun;

    private XmlRows(SourceFile file, String row, XMLStreamReader xml, Set<String> header) {
        this.file = file;
        this.row = row;
        this.xml = xml;
        this.header = List.copyOf(header);
    }

    static Rows of(SourceFile file, String row) {
        if (row.isEmpty()) {
            throw Problem.invalid(
                    "intake_xml_row",
                    file.path()
                            + " is XML; name the element that is a row at 'row' in the feed 請在 feed 以 row 指定代表一列的元素");
        }
        try {
            var names = new LinkedHashSet<String>();
            try (var first = new XmlRows(file, row, Xml.read(file.reader()), names)) {
                for (Element element = first.element(); element != null; element = first.element()) {
                    names.addAll(element.cells().keySet());
                }
            }
            return new XmlRows(file, row, Xml.read(file.reader()), names);
        } catch (XMLStreamException e) {
            throw Xml.broken(file.path(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row; {@code twice} where a name has two values, of which nobody knows which counts. */
    private record Element(long line, Map<String, String> cells, boolean twice) {}

    @Override
    public Optional<Row> next() {
        if (!begun) {
            begun = true;
            return header.isEmpty() ? Optional.empty() : Optional.of(new Row(0, header));
        }
        try {
            Element element = element();
            if (element == null) {
                return Optional.empty();
            }
            var cells = new ArrayList<String>();
            header.forEach(name -> cells.add(element.cells().getOrDefault(name, "")));
            if (element.twice()) {
                cells.add("");
            }
            return Optional.of(new Row(element.line(), cells));
        } catch (XMLStreamException e) {
            throw Xml.broken(file.path(), e);
        }
    }

    private @Nullable Element element() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw Xml.doctype(file.path());
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(row)) {
                return inside();
            }
        }
        return null;
    }

    private Element inside() throws XMLStreamException {
        long line = xml.getLocation().getLineNumber();
        var cells = new LinkedHashMap<String, String>();
        boolean twice = attributes("", cells);
        var path = new ArrayList<String>();
        var text = new StringBuilder();
        boolean leaf = false;
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(xml.getLocalName());
                    text.setLength(0);
                    leaf = true;
                    twice |= attributes(String.join("/", path) + "/", cells);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (path.isEmpty()) {
                        return new Element(line, cells, twice);
                    }
                    twice |= leaf && cells.put(String.join("/", path), text.toString()) != null;
                    path.removeLast();
                    text.setLength(0);
                    leaf = false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw Xml.doctype(file.path());
                default -> {
                    // comments and instructions say nothing
                }
            }
            if (cells.size() > MOST_COLUMNS) {
                throw Problem.invalid("intake_xml", file.path() + " has a row of more than 10,000 values 單列超過一萬個值");
            }
        }
    }

    private boolean attributes(String prefix, Map<String, String> cells) {
        boolean twice = false;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            twice |= cells.put(prefix + xml.getAttributeLocalName(i), xml.getAttributeValue(i)) != null;
        }
        return twice;
    }

    @Override
    public void close() {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw Xml.broken(file.path(), e);
        }
    }
}

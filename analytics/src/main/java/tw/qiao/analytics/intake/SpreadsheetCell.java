package tw.qiao.analytics.intake;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A cell of an OpenDocument spreadsheet, at whose start {@code xml} stands. */
final class SpreadsheetCell {
    private static final int MOST_SPACES = 1000;

    private final XMLStreamReader xml;
    private final StringBuilder text = new StringBuilder();

    SpreadsheetCell(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Its value as text; afterwards {@code xml} stands at its end. */
    String text() throws XMLStreamException {
        String value = value();
        paragraphs();
        return value.isEmpty() ? text.toString() : value;
    }

    private String value() {
        return switch (SpreadsheetRows.attribute(xml, "value-type")) {
            case "float", "percentage", "currency" -> SpreadsheetRows.attribute(xml, "value");
            case "date" -> date(SpreadsheetRows.attribute(xml, "date-value"));
            case "time" -> time(SpreadsheetRows.attribute(xml, "time-value"));
            case "boolean" -> SpreadsheetRows.attribute(xml, "boolean-value");
            default -> SpreadsheetRows.attribute(xml, "string-value");
        };
    }

    private static String date(String value) {
        return value.replaceFirst("T00:00:00(\\.0+)?$", "").replace('T', ' ');
    }

    /** {@code PT03H35M00S} as {@code 03:35:00}. */
    private static String time(String value) {
        return value.matches("PT\\d{2}H\\d{2}M\\d{2}([.,]\\d+)?S")
                ? value.substring(2, 4) + ":" + value.substring(5, 7) + ":" + value.substring(8, 10)
                : value;
    }

    private void paragraphs() throws XMLStreamException {
        int depth = 1;
        boolean first = true;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.CHARACTERS && depth > 1) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                switch (xml.getLocalName()) {
                    case "p" -> {
                        text.append(first ? "" : "\n");
                        first = false;
                    }
                    case "s" -> text.append(" ".repeat(spaces()));
                    case "tab" -> text.append('\t');
                    case "line-break" -> text.append('\n');
                    case "annotation" -> {
                        skip();
                        depth--;
                    }
                    default -> {
                        // spans and links only hold text
                    }
                }
            }
        }
    }

    private int spaces() {
        String count = SpreadsheetRows.attribute(xml, "c");
        return count.matches("\\d{1,4}") ? Math.min(MOST_SPACES, Integer.parseInt(count)) : 1;
    }

    /** What somebody noted about the cell is not in it. */
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}

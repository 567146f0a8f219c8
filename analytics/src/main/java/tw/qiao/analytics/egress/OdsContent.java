package tw.qiao.analytics.egress;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes the {@code content.xml} of an OpenDocument spreadsheet. */
final class OdsContent {
    private static final double CENTIMETRES_OF_LETTER = 0.21;

    private static final String HEAD = OdsParts.DECLARATION + """
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3">
            <office:automatic-styles>
            <number:date-style style:name="day-form"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
            <number:text-style style:name="text-form"><number:text-content/></number:text-style>
            <style:style style:name="day" style:family="table-cell" style:data-style-name="day-form"/>
            <style:style style:name="plain" style:family="table-cell" style:data-style-name="text-form"/>
            <style:style style:name="title" style:family="table-cell" style:data-style-name="text-form"><style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>
            <style:style style:name="heading" style:family="table-cell" style:data-style-name="text-form"><style:table-cell-properties fo:background-color="#dce9ea" fo:wrap-option="wrap" style:vertical-align="middle"/><style:text-properties fo:font-weight="bold"/></style:style>
            """;

    private final Writer out;

    OdsContent(Writer out) {
        this.out = out;
    }

    void write(List<Sheet> sheets) throws IOException {
        out.write(HEAD);
        for (int width : widths(sheets)) {
            out.write("<style:style style:name=\"w" + width
                    + "\" style:family=\"table-column\"><style:table-column-properties style:column-width=\""
                    + "%.2fcm".formatted(width * CENTIMETRES_OF_LETTER) + "\"/></style:style>\n");
        }
        out.write("</office:automatic-styles>\n<office:body><office:spreadsheet>\n");
        for (Sheet sheet : sheets) {
            sheet(sheet);
        }
        out.write("</office:spreadsheet></office:body></office:document-content>\n");
    }

    private static Iterable<Integer> widths(List<Sheet> sheets) {
        var widths = new TreeSet<Integer>();
        for (Sheet sheet : sheets) {
            for (int column = 0; column < sheet.headings().size(); column++) {
                widths.add(sheet.width(column));
            }
        }
        return widths;
    }

    private void sheet(Sheet sheet) throws IOException {
        out.write("<table:table table:name=\"" + escaped(sheet.name()) + "\">\n");
        for (int column = 0; column < sheet.headings().size(); column++) {
            out.write("<table:table-column table:style-name=\"w" + sheet.width(column) + "\"/>");
        }
        var above = new ArrayList<>(sheet.above());
        if (!above.isEmpty()) {
            row(List.of(above.removeFirst()), "title");
        }
        for (String line : above) {
            row(List.of(line), "plain");
        }
        row(sheet.headings(), "heading");
        for (var cells : sheet.rows()) {
            out.write("<table:table-row>");
            for (int column = 0; column < cells.size(); column++) {
                cell(SheetValue.of(cells.get(column), sheet.types().get(column)));
            }
            out.write("</table:table-row>\n");
        }
        for (String line : sheet.below()) {
            row(List.of(line), "plain");
        }
        out.write("</table:table>\n");
    }

    private void row(List<String> texts, String style) throws IOException {
        out.write("<table:table-row>");
        for (String text : texts) {
            text(SheetValue.clean(text), style);
        }
        out.write("</table:table-row>\n");
    }

    private void cell(SheetValue value) throws IOException {
        switch (value) {
            case SheetValue.Quantity(var number) -> {
                String plain = number.toPlainString();
                out.write("<table:table-cell office:value-type=\"float\" office:value=\"");
                out.write(plain);
                out.write("\"><text:p>");
                out.write(plain);
                out.write("</text:p></table:table-cell>");
            }
            case SheetValue.Day(var day) ->
                out.write("<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\""
                        + day + "\"><text:p>" + day + "</text:p></table:table-cell>");
            case SheetValue.Words(String text, boolean guarded) -> text(text, guarded ? "plain" : "");
            case SheetValue.Nothing _ -> out.write("<table:table-cell/>");
        }
    }

    private void text(String text, String style) throws IOException {
        out.write("<table:table-cell");
        if (!style.isEmpty()) {
            out.write(" table:style-name=\"" + style + "\"");
        }
        out.write(" office:value-type=\"string\">");
        for (String line : text.split("\n", -1)) {
            out.write("<text:p>");
            out.write(spaced(escaped(line)));
            out.write("</text:p>");
        }
        out.write("</table:table-cell>");
    }

    /** White space as OpenDocument keeps it (ODF 1.3, part 3, 6.1.2); readers take a run of spaces for one. */
    private static String spaced(String line) {
        if (line.indexOf('\t') < 0 && !line.startsWith(" ") && !line.endsWith(" ") && !line.contains("  ")) {
            return line;
        }
        return line.replace(" ", "<text:s/>").replace("\t", "<text:tab/>");
    }

    static String escaped(String text) {
        if (text.chars().noneMatch(c -> c == '&' || c == '<' || c == '>' || c == '"')) {
            return text;
        }
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

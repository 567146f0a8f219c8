package tw.qiao.analytics.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.support.SampleFiles;

class WorkbookRowsTest {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    @TempDir
    private Path folder;

    @Test
    void takesFormulasAsLastSeenAndNumbersAsPeopleSeeThem() {
        Path file = workbook("", "1", """
                <row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="C1" t="inlineStr"><is><t>c</t></is></c></row>
                <row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>"x"</f><v>=x</v></c><c r="C3"><v>0.30000000000000004</v></c></row>
                <row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4"><v>1E-3</v></c><c r="C4" t="e"><v>#N/A</v></c></row>
                <row r="5"><c r="B5" s="0"/></row>
                """);

        assertThat(rows(file, "")).containsExactly("1 [a, , c]", "3 [2, =x, 0.3]", "4 [true, 0.001, #N/A]", "5 [, , ]");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 14, 45351, 2024-02-29",
        "0, 14, 59, 1900-02-28",
        "0, 14, 60, 60",
        "0, 14, 61, 1900-03-01",
        "1, 14, 43889, 2024-02-29",
        "0, 22, 45351.5, 2024-02-29 12:00:00",
        "0, 20, 0.25, 06:00:00",
        "0, 27, 45351, 2024-02-29",
        "0, 164, 45351, 2024-02-29",
        "0, 165, 45351, 2024-02",
        "0, 166, 45351, 45351",
        "0, 0, 45351, 45351",
    })
    void tellsDatesByTheFormatOfTheirCells(String since1904, int format, String value, String text) {
        Path file = workbook(
                "<workbookPr date1904=\"" + since1904 + "\"/>",
                Integer.toString(format),
                "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>" + value + "</v></c></row>");

        assertThat(rows(file, "")).containsExactly("1 [" + text + "]");
    }

    @Test
    void wantsToKnowWhichOfSeveralSheets() {
        Path file = workbook("", "0", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "資料", "說明");

        assertThatThrownBy(() -> rows(file, "")).hasMessageContaining("has the sheets 資料, 說明");
        assertThatThrownBy(() -> rows(file, "附錄")).hasMessageContaining("has no sheet 附錄");
        assertThat(rows(file, "資料")).containsExactly("1 [1]");
    }

    @Test
    void refusesASheetThatUnpacksToMoreThanItSays() throws IOException {
        Path file = workbook("", "0", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(500));
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = octets("xl/worksheets/sheet1.xml");
        int entry = lastIndexOf(bytes, name) - 46; // the entry of the central directory ends with the name
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 24, 100);
        Files.write(file, bytes);

        assertThatThrownBy(() -> rows(file, "")).hasMessageContaining("far more than an honest file");
    }

    private static int lastIndexOf(byte[] bytes, byte[] wanted) {
        for (int i = bytes.length - wanted.length; i >= 0; i--) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("There is no such part");
    }

    private static List<String> rows(Path file, String sheet) {
        var reading = new Reading(',', 1, sheet, "", "", Map.of(), Optional.empty(), Reading.Geometry.NONE);
        var texts = new ArrayList<String>();
        try (Rows rows = Rows.of(SourceFile.inspect(file), reading)) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                texts.add(row.get().line() + " " + row.get().cells());
            }
        }
        return texts;
    }

    /** The least that is a workbook; cells of style 1 have the number format {@code format}. */
    private Path workbook(String properties, String format, String rows, String... names) {
        var parts = new HashMap<String, byte[]>();
        var sheets = new StringBuilder();
        var relations = new StringBuilder();
        List<String> all = names.length == 0 ? List.of("1") : List.of(names);
        for (int i = 1; i <= all.size(); i++) {
            sheets.append("<sheet name=\"%s\" sheetId=\"%d\" r:id=\"r%d\"/>".formatted(all.get(i - 1), i, i));
            relations.append(relation("r" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
            put(parts, "xl/worksheets/sheet" + i + ".xml", "worksheet", "<sheetData>" + rows + "</sheetData>");
        }
        put(parts, "xl/workbook.xml", "workbook", properties + "<sheets>" + sheets + "</sheets>");
        put(parts, "xl/styles.xml", "styleSheet", """
                <numFmts count="3"><numFmt numFmtId="164" formatCode="[$-404]e/m/d"/>
                <numFmt numFmtId="165" formatCode="[$-404]e&quot;年&quot;m&quot;月&quot;"/>
                <numFmt numFmtId="166" formatCode="#,##0&quot;days&quot;"/></numFmts>
                <cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="%s" applyNumberFormat="1"/></cellXfs>""".formatted(format));
        relations.append(relation("s", "styles", "styles.xml"));
        String packaged = "http://schemas.openxmlformats.org/package/2006/";
        parts.put(
                "xl/_rels/workbook.xml.rels",
                octets("<Relationships xmlns=\"" + packaged + "relationships\">" + relations + "</Relationships>"));
        parts.put(
                "_rels/.rels",
                octets("<Relationships xmlns=\"" + packaged + "relationships\">"
                        + relation("w", "officeDocument", "xl/workbook.xml") + "</Relationships>"));
        parts.put(
                "[Content_Types].xml",
                octets("<Types xmlns=\"" + packaged + "content-types\">"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                        + "</Types>"));
        return SampleFiles.zip(folder.resolve("a.xlsx"), parts);
    }

    private static void put(Map<String, byte[]> parts, String name, String element, String content) {
        parts.put(
                name,
                octets("<" + element + " xmlns=\"" + MAIN + "\" xmlns:r=\"" + DOCUMENT + "\">" + content + "</"
                        + element + ">"));
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, DOCUMENT, type, target);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

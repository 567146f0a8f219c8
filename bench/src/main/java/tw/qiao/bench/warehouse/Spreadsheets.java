package tw.qiao.bench.warehouse;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** What it costs to read a large workbook (xlsx), texts and numbers in turn. */
record Spreadsheets(BenchReport report, Path folder) {
    private static final int ROWS = 200_000;
    private static final int COLUMNS = 10;
    private static final int ROUNDS = 3;
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final Map<String, String> PARTS = Map.of(
            "[Content_Types].xml", """
                    <Types xmlns="%scontent-types"><Default Extension="rels"
                      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/xl/workbook.xml"
                      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml"
                      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                    <Override PartName="/xl/styles.xml"
                      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
                    """.formatted(PACKAGE),
            "_rels/.rels", """
                    <Relationships xmlns="%srelationships"><Relationship Id="rId1" Target="xl/workbook.xml"
                      Type="%s/officeDocument"/></Relationships>
                    """.formatted(PACKAGE, DOCUMENT),
            "xl/workbook.xml", """
                    <workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>
                    """.formatted(MAIN, DOCUMENT),
            "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="%srelationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"
                      Type="%s/worksheet"/><Relationship Id="rId2" Target="styles.xml" Type="%s/styles"/></Relationships>
                    """.formatted(PACKAGE, DOCUMENT, DOCUMENT),
            "xl/styles.xml", """
                    <styleSheet xmlns="%s"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>
                    """.formatted(MAIN));

    void measure() throws IOException {
        Path file = folder.resolve("large.xlsx");
        write(file);
        double first = read(file);
        double best = first;
        for (int round = 1; round < ROUNDS; round++) {
            best = Math.min(best, read(file));
        }
        report.figure("xlsx.first", first, "s of processor, 2 million cells read for the first time", Target.none());
        report.figure("xlsx.read", best, "s of processor, 2 million cells read", Target.atMost(1.5));
    }

    private static double read(Path file) {
        var processor = new Processor();
        long cells = 0;
        try (Rows rows = Rows.of(SourceFile.inspect(file), Reading.separated(','))) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                cells += row.get().cells().size();
            }
        }
        if (cells != (long) ROWS * COLUMNS) {
            throw new IllegalStateException("The workbook has " + cells + " cells");
        }
        return processor.seconds();
    }

    private static void write(Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file));
                var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8))) {
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue());
                out.flush();
            }
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            sheet(out);
        }
    }

    private static void sheet(Writer out) throws IOException {
        out.write("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
        for (int row = 1; row <= ROWS; row++) {
            out.write("<row r=\"" + row + "\">");
            for (int column = 0; column < COLUMNS; column++) {
                String place = (char) ('A' + column) + Integer.toString(row);
                out.write(
                        column % 2 == 0
                                ? "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>村里" + row + "</t></is></c>"
                                : "<c r=\"" + place + "\"><v>" + row * 7L % 1_000 + "</v></c>");
            }
            out.write("</row>");
        }
        out.write("</sheetData></worksheet>");
        out.flush();
    }
}

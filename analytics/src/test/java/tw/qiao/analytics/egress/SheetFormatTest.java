package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;

class SheetFormatTest {
    @TempDir
    Path folder;

    /** How a workbook is written, and where its figures and formulas stand. */
    enum Format {
        XLSX("xl/worksheets/sheet1.xml", "<f") {
            @Override
            void write(List<Sheet> sheets, OutputStream out) throws IOException {
                XlsxFormat.write(sheets, out);
            }
        },
        ODS("content.xml", "table:formula") {
            @Override
            void write(List<Sheet> sheets, OutputStream out) throws IOException {
                OdsFormat.write(sheets, out);
            }
        };

        private final String content;
        private final String formula;

        Format(String content, String formula) {
            this.content = content;
            this.formula = formula;
        }

        abstract void write(List<Sheet> sheets, OutputStream out) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackCellByCellWithItsTypes(Format format) throws Exception {
        var sheet = new Sheet(
                "出生/死亡",
                List.of(),
                List.of("縣市", "日期", "人數", "比率"),
                List.of("VARCHAR", "DATE", "BIGINT", "DECIMAL(12,2)"),
                List.of(
                        List.of(text("臺北市 & <新北>"), text("2024-02-29"), Cell.Figure.of(-12), figure("0.25")),
                        List.of(text("𠀋 two  spaces "), text("1895-04-17"), new Cell.Suppressed(), missing()),
                        List.of(text("a\nb"), missing(), figure("12345678901234567"), figure("7.00"))),
                List.of("註"));

        Path file = written(format, List.of(sheet, provenance()));

        assertThat(rows(file, "出生 死亡"))
                .containsExactly(
                        List.of("縣市", "日期", "人數", "比率"),
                        List.of("臺北市 & <新北>", "2024-02-29", "-12", "0.25"),
                        List.of("𠀋 two  spaces ", "1895-04-17", "*", ""),
                        List.of("a\nb", "", "12345678901234567", "7.00"),
                        List.of("註", "", "", ""));
        assertThat(rows(file, "出處")).contains(List.of("資料表", "births@6542"));
    }

    @ParameterizedTest
    @EnumSource
    void noTextIsAFormula(Format format) throws Exception {
        List<String> attacks = List.of(
                "=1+1",
                "+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "＝1+1",
                "=HYPERLINK(\"http://evil.example\",\"x\")",
                "</table:table-cell><table:table-cell table:formula=\"of:=1\">");
        var rows = new ArrayList<List<Cell>>();
        attacks.forEach(attack -> rows.add(List.of(text(attack))));
        var sheet = new Sheet("=1", List.of("=2+2"), List.of("=3+3"), List.of("VARCHAR"), rows, List.of("=4+4"));

        Path file = written(format, List.of(sheet));

        String content = content(file, format);
        assertThat(content.replace("&lt;", "").replace("table:table-cell table:formula=&quot;", ""))
                .doesNotContain(format.formula + ">", format.formula + " ", format.formula + "=\"");
        assertThat(rows(file, sheet.name()).stream().map(List::getFirst).toList())
                .containsExactlyElementsOf(Stream.of(List.of("=2+2", "=3+3"), attacks, List.of("=4+4"))
                        .flatMap(List::stream)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheHeadInSightAndEveryPartIsXml(Format format) throws Exception {
        var sheet = new Sheet(
                "a",
                List.of("標題", "資料時間"),
                List.of("x", "y"),
                List.of("BIGINT", "BIGINT"),
                List.of(List.of(Cell.Figure.of(1), Cell.Figure.of(2))),
                List.of());

        Path file = written(format, List.of(sheet));

        try (var zip = new ZipFile(file.toFile())) {
            if (format == Format.ODS) {
                assertThat(zip.entries().nextElement().getName()).isEqualTo("mimetype");
            }
            for (var entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".xml")) {
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(zip.getInputStream(entry));
                }
            }
            String frozen = format == Format.ODS ? "settings.xml" : format.content;
            assertThat(new String(zip.getInputStream(zip.getEntry(frozen)).readAllBytes(), StandardCharsets.UTF_8))
                    .contains(format == Format.ODS ? "VerticalSplitPosition\" config:type=\"int\">3" : "ySplit=\"3\"");
            assertThat(zip.entries().nextElement().getName())
                    .isEqualTo(
                            format == Format.ODS
                                    ? "mimetype"
                                    : zip.entries().nextElement().getName());
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesHundredsOfThousandsOfCells(Format format) throws Exception {
        List<List<Cell>> rows = IntStream.range(0, 100_000)
                .mapToObj(i -> IntStream.range(0, 5)
                        .<Cell>mapToObj(j -> j == 0 ? text("村里" + i % 7_000) : Cell.Figure.of((long) i * j))
                        .toList())
                .toList();
        var sheet = new Sheet(
                "many",
                List.of(),
                List.of("a", "b", "c", "d", "e"),
                List.of("VARCHAR", "BIGINT", "BIGINT", "BIGINT", "BIGINT"),
                rows,
                List.of());

        Path file = written(format, List.of(sheet));

        List<List<String>> read = rows(file, "many");
        assertThat(read).hasSize(100_001);
        assertThat(read.getLast()).containsExactly("村里1999", "99999", "199998", "299997", "399996");
    }

    private static Sheet provenance() {
        return Sheet.pairs("出處", List.of("項目", "內容"), List.of(List.of("資料表", "births@6542")));
    }

    private Path written(Format format, List<Sheet> sheets) throws IOException {
        Path file = Files.createTempFile(folder, "book", "." + format.name().toLowerCase(Locale.ROOT));
        try (var out = Files.newOutputStream(file)) {
            format.write(sheets, out);
        }
        return file;
    }

    private static String content(Path file, Format format) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(format.content)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<List<String>> rows(Path file, String sheet) {
        var reading = new Reading(',', 1, sheet, "", "", Map.of(), Optional.empty(), Reading.Geometry.NONE);
        var all = new ArrayList<List<String>>();
        try (Rows rows = Rows.of(SourceFile.inspect(file), reading)) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get().cells());
            }
        }
        return all;
    }

    private static Cell text(String text) {
        return new Cell.Text(text);
    }

    private static Cell figure(String value) {
        return new Cell.Figure(new BigDecimal(value));
    }

    private static Cell missing() {
        return new Cell.Missing(Column.Missing.UNKNOWN);
    }
}

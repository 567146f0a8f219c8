package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.platform.print.PrintFonts;
import tw.qiao.platform.print.Printing;
import tw.qiao.platform.site.Bilingual;

class ReportDocumentsTest {
    private final ReportDocuments documents = new ReportDocuments(
            TemplateEngine.createPrecompiled(ContentType.Html),
            new Printing(new PrintFonts(Path.of("no-such-folder"))));

    @Test
    void tellsSuppressedCountsAsSuchInEveryFormat() throws IOException {
        Edition edition = edition(
                "各鄉鎮市區人數",
                List.of(
                        List.of(new Cell.Text("松山區"), Cell.Figure.of(1234567)),
                        List.of(new Cell.Text("信義區"), new Cell.Suppressed()),
                        List.of(new Cell.Text("大安區"), new Cell.Missing(Column.Missing.UNKNOWN))));

        assertThat(text(documents.file(edition, FileFormat.PDF)))
                .contains("松山區", "1,234,567", "*", "為保護個人資料不予公布", "births@6542", "製表日期：中華民國115年11月22日");
        for (FileFormat format : List.of(FileFormat.ODS, FileFormat.XLSX)) {
            assertThat(Workbooks.rows(documents.file(edition, format), format, "1 表1"))
                    .contains(List.of("松山區", "1234567"), List.of("信義區", "*"))
                    .anyMatch(row -> row.getFirst().startsWith("* 數字過小"));
        }
    }

    @Test
    void hostileTitlesAndTextsStayTexts() throws IOException {
        String hostile = "</title></style><script>alert(1)</script>=HYPERLINK(\"x\") }body{display:none}";
        Edition edition = edition(hostile, List.of(List.of(new Cell.Text("=1+1"), new Cell.Text(hostile))));

        byte[] pdf = documents.file(edition, FileFormat.PDF);

        assertThat(text(pdf).replaceAll("\\s", "")).contains(hostile.replaceAll("\\s", ""), "=1+1");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentInformation().getTitle()).contains(hostile);
            assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
        }
        assertThat(Workbooks.rows(documents.file(edition, FileFormat.XLSX), FileFormat.XLSX, "1 表1"))
                .contains(List.of("=1+1", hostile));
    }

    @Test
    void longTablesRepeatTheirHeadsOnTaggedAndNumberedPages() throws IOException {
        List<List<Cell>> rows = IntStream.range(0, 200)
                .<List<Cell>>mapToObj(i -> List.of(new Cell.Text("里" + i), Cell.Figure.of(i)))
                .toList();

        try (var document = Loader.loadPDF(documents.file(edition("長表", rows), FileFormat.PDF))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(3);
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            var stripper = new PDFTextStripper();
            for (int page = 1; page <= pages; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).contains(page + " / " + pages, "births@6542");
                if (page < pages) {
                    assertThat(stripper.getText(document)).contains("鄉鎮市區", "人數");
                }
                var resources = document.getPage(page - 1).getResources();
                for (var name : resources.getFontNames()) {
                    assertThat(resources.getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void saysHowManyRowsAreNotPrinted() throws IOException {
        List<List<Cell>> rows = IntStream.range(0, FigureTable.MOST_PRINTED + 1)
                .<List<Cell>>mapToObj(i -> List.of(new Cell.Text("里"), Cell.Figure.of(i)))
                .toList();

        assertThat(text(documents.file(edition("很長的表", rows), FileFormat.PDF)))
                .contains("全部 2,001 列，本文件只印前 2,000 列")
                .contains("1,999")
                .contains("超過 2,001 列");
    }

    @Test
    void aTotalIsNoBarOfTheChart() {
        List<List<Cell>> rows = List.of(
                List.of(new Cell.Text("總計 Total"), Cell.Figure.of(500)),
                List.of(new Cell.Text("松山區"), Cell.Figure.of(200)),
                List.of(new Cell.Text("信義區"), Cell.Figure.of(300)));

        assertThat(edition("各區", rows).tables().getFirst().bars())
                .containsExactly(new FigureTable.Bar("松山區", "200", 67), new FigureTable.Bar("信義區", "300", 100));
    }

    private static Edition edition(String title, List<List<Cell>> rows) {
        var result = new Result(
                List.of("township", "people"),
                List.of("VARCHAR", "BIGINT"),
                rows,
                rows.size() > FigureTable.MOST_PRINTED,
                new Provenance(List.of("births@6542"), "0f".repeat(32)));
        var table = new FigureTable(
                new Bilingual("表1", "Table 1"),
                Optional.of(new Bilingual("人", "Persons")),
                List.of(new Bilingual("鄉鎮市區", "Township"), new Bilingual("人數", "People")),
                result,
                Optional.of(1),
                Optional.empty(),
                Optional.empty());
        var declaration = new ReportDeclaration(
                "橋統-0001",
                new Bilingual(title, title),
                Optional.empty(),
                Optional.of(new Bilingual("內政部", "Ministry of the Interior")),
                400,
                List.of(),
                List.of());
        return new Edition(
                declaration,
                List.of(),
                Optional.empty(),
                declaration.source().stream().toList(),
                Instant.parse("2026-11-22T03:00:00Z"),
                List.of(table));
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}

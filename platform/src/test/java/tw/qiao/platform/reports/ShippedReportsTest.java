package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The reports that come with the product, and their parameters. */
class ShippedReportsTest {
    private static ReportCentre centre;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        centre = ReportCentre.shared();
        analyst = centre.analyst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vital-events",
                "vital-events-by-township",
                "population-by-age",
                "income-by-township",
                "fatal-accidents"
            })
    void everyShippedReportSaysTheSameOnThePageInThePdfAndInTheSheets(String key) throws IOException {
        Edition edition = centre.edition(key);
        var documents = centre.platform().bean(ReportDocuments.class);

        Visited page = analyst.open("/reports/" + key);
        assertThat(page.status()).isEqualTo(200);
        String printed =
                ReportCentre.text(documents.file(edition, FileFormat.PDF)).replaceAll("\\s", "");
        assertThat(edition.tables()).isNotEmpty();
        int number = 1;
        for (FigureTable table : edition.tables()) {
            assertThat(table.result().rows()).isNotEmpty();
            for (var row : table.result().rows()) {
                for (int column = 0; column < row.size(); column++) {
                    String figure = table.text(column, row.get(column));
                    assertThat(printed).contains(figure.replaceAll("\\s", ""));
                    assertThat(page.text()).contains(figure.strip());
                }
            }
            String sheet = number++ + " " + table.title().zh();
            for (FileFormat format : List.of(FileFormat.ODS, FileFormat.XLSX)) {
                assertThat(Workbooks.rows(documents.file(edition, format), format, sheet))
                        .containsAll(Workbooks.texts(table.result().rows()));
            }
        }
        assertThat(printed).contains(edition.declaration().number(), "製表日期：中華民國", "資料時間：民國");
        assertThat(isAcross(edition)).isEqualTo(edition.isWide());
        assertThat(edition.sources()).allMatch(source -> printed.contains(source));
    }

    @Test
    void theParametersChangeTheFigures() {
        Visited whole = analyst.open("/reports/fatal-accidents?year=2019");
        assertThat(whole.text()).contains("民國108年", "總計 Total");

        Visited wrong = analyst.open("/reports/fatal-accidents?year=%E5%8E%BB%E5%B9%B4");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().select(".error-summary").text()).contains("西元年或民國年");
        assertThat(wrong.document().select(".sheet")).isEmpty();
    }

    @Test
    void aTableOfACubeIsNarrowedByTheListOfAParameterWhichTheFileNameSays() {
        String address = "/reports/vital-events-by-township?year=2020&county=63000";

        Visited page = analyst.open(address);
        Visited file = analyst.submit(page, "form[action$=file.ods]", Map.of());

        assertThat(page.document()
                        .select("select[name=county] option[selected]")
                        .text())
                .isEqualTo("臺北市");
        assertThat(page.document().select(".sheet").text())
                .contains("縣市：臺北市", "大安區", "合計 Total")
                .doesNotContain("板橋區");
        assertThat(URLDecoder.decode(
                        file.response()
                                .headers()
                                .firstValue("Content-Disposition")
                                .orElse(""),
                        StandardCharsets.UTF_8))
                .contains("鄉鎮市區別出生及死亡登記數 民國109年 臺北市.ods");
        assertThat(analyst.open("/reports/vital-events-by-township?county=nowhere")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void yearsAreChosenFromThoseThereAreAndAlsoWrittenByTheRepublic() {
        Visited newest = analyst.open("/reports/vital-events");
        List<String> options = newest.document().select("#year option").eachText();

        assertThat(options.getFirst()).startsWith("最新一期（民國").endsWith("）");
        assertThat(options).contains("民國103年（4–12月） · 2014", "民國109年 · 2020");
        assertThat(newest.document().select("#year option[selected]").val()).isEmpty();
        assertThat(analyst.open("/reports/fatal-accidents?year=108")
                        .document()
                        .select(".figures td")
                        .eachText())
                .isEqualTo(analyst.open("/reports/fatal-accidents?year=2019")
                        .document()
                        .select(".figures td")
                        .eachText())
                .isNotEmpty();
    }

    @Test
    void aYearThatIsNotWholeIsMarkedInEveryReportOfIt() {
        assertThat(analyst.open("/reports/vital-events?year=2014")
                        .document()
                        .select(".sheet header")
                        .text())
                .contains("資料時間：民國103年（4–12月）");
        assertThat(analyst.open("/reports/vital-events-by-township?year=2014")
                        .document()
                        .select(".sheet")
                        .text())
                .contains("資料時間：民國103年（4–12月）", "月份不齊：民國103年（西元2014年）只有4–12月的資料");
    }

    private static boolean isAcross(Edition edition) throws IOException {
        byte[] pdf = centre.platform().bean(ReportDocuments.class).file(edition, FileFormat.PDF);
        try (var document = Loader.loadPDF(pdf)) {
            var paper = document.getPage(0).getMediaBox();
            return paper.getWidth() > paper.getHeight();
        }
    }
}

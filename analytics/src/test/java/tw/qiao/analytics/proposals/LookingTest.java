package tw.qiao.analytics.proposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.intake.Content;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.support.SampleFiles;
import tw.qiao.kernel.Problem;

class LookingTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheEncodingTheSeparatorAndTheHeadRowBelowTitles() {
        Look look = look("a.txt", "各區人數\n\n區別;人數;平均\n松山區;1,234;1.5\n信義區;99;2.25\n", "x-windows-950");

        assertThat(look.encoding()).isEqualTo("BY_LINE");
        assertThat(look.lines().separator()).isEqualTo(";");
        assertThat(look.lines().header()).isEqualTo(3);
        assertThat(look.rows().getFirst()).containsExactly("區別", "人數", "平均");
        assertThat(look.columns())
                .extracting(Proposal::written)
                .containsExactly(Written.TEXT, Written.INTEGER, Written.DECIMAL_2);
    }

    @Test
    void proposesTypesByValuesAndWhereTheseSayTooLittleByTheHeader() {
        Look look = look("a.csv", """
                編號,發生日期,統計年月,年度,人數,郵遞區號,開始時間,說明,民國日
                1,1130229,11302,113,113,105,033500,a,113/2/29
                2,1130301,11303,112,112,110,120000,b,113/3/1
                """, "UTF-8");

        assertThat(look.columns())
                .extracting(Proposal::written)
                .containsExactly(
                        Written.INTEGER,
                        Written.DATE_ROC,
                        Written.MONTH_ROC,
                        Written.YEAR_ROC,
                        Written.INTEGER,
                        Written.TEXT,
                        Written.TIME_COMPACT,
                        Written.TEXT,
                        Written.DATE_ROC);
        assertThat(look.columns().getFirst().key()).isTrue();
    }

    @Test
    void keepsLeadingZerosAsText() {
        assertThat(look("a.csv", "n,x\n09007,1\n12345,2\n", "UTF-8")
                        .columns()
                        .getFirst()
                        .written())
                .isEqualTo(Written.TEXT);
    }

    @Test
    void proposesAColumnOnlyWhereNearlyAllValuesFitAndSaysHowMany() {
        Proposal mixed =
                look("a.csv", "n,x\n1,a\n2,a\nmany,a\n", "UTF-8").columns().getFirst();
        assertThat(mixed.written()).isEqualTo(Written.TEXT);

        String most = "n,x\n" + "1,a\n".repeat(99) + "many,a\n";
        Proposal nearly = look("b.csv", most, "UTF-8").columns().getFirst();
        assertThat(nearly.written()).isEqualTo(Written.INTEGER);
        assertThat(nearly.fits()).isEqualTo(99);
        assertThat(nearly.values()).isEqualTo(100);
    }

    @Test
    void noticesWhatIsNearToAPerson() {
        Look look = look("a.csv", "姓名,甲,住址,數量\n王小明,A123456789,臺北市,1\n", "UTF-8");

        assertThat(look.columns())
                .extracting(Proposal::personal)
                .containsExactly(
                        PersonalData.IDENTIFYING, PersonalData.IDENTIFYING, PersonalData.INDIRECT, PersonalData.NONE);
    }

    @Test
    void namesColumnsAsTheDictionaryDoesWhateverTheHeadingAddsToItsWord() {
        Look look = look("a.csv", "縣市別,年,月份,人口數（人）,人口數－女,戶數(戶),里名稱,盞\n1,2,3,4,5,6,7,8\n", "UTF-8");

        assertThat(look.columns())
                .extracting(Proposal::name)
                .containsExactly(
                        "county", "year", "month", "people", "people_women", "households", "village", "column_8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "代碼,名稱\n", "表一\n代碼,名稱\n"})
    void saysThatAFileHasNoRowOfData(String text) {
        assertThatThrownBy(() -> look("a.csv", text, "UTF-8"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(NoRows.isSaidBy(problem.code())).isTrue());
    }

    @Test
    void givesEachColumnANameOfItsOwnAlsoWhereTheFileDoesNot() {
        Look look = look("a.csv", "名稱,名稱,,batch,縣市\n1,2,3,4,5\n", "UTF-8");

        assertThat(look.columns()).extracting(Proposal::header).containsExactly("名稱", "名稱#2", "#3", "batch", "縣市");
        assertThat(look.columns())
                .extracting(Proposal::name)
                .doesNotHaveDuplicates()
                .doesNotContain("batch")
                .contains("county");
    }

    @Test
    void looksIntoSpreadsheetsJsonXmlDbaseAndParquet() throws IOException {
        SampleFiles.spreadsheet(
                folder.resolve("a.ods"),
                "<table:table table:name=\"1\"><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
                        + "<table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row>"
                        + "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
                        + "</table:table>");
        var fields = List.of(new SampleFiles.Field("NAME", 'C', 10), new SampleFiles.Field("DAY", 'D', 8));
        SampleFiles.file(
                folder.resolve("a.dbf"),
                SampleFiles.dbase(StandardCharsets.UTF_8, fields, List.of(List.of("碼頭", "20240229"))));
        Files.writeString(folder.resolve("a.json"), "[{\"甲\": 1, \"乙\": \"x\"}]");
        Files.writeString(
                folder.resolve("a.geojson"),
                "{\"type\": \"FeatureCollection\", \"features\": [{\"properties\": {\"甲\": 1, \"乙\": 2},"
                        + " \"geometry\": {\"type\": \"Point\", \"coordinates\": [121.5, 25.0]}}]}");
        Files.writeString(folder.resolve("a.xml"), "<r><a><b>1</b><c>2</c></a></r>");
        Files.write(folder.resolve("a.xlsx"), workbook());
        try (var workbench = Workbench.open(folder, 256, 1)) {
            workbench.execute(
                    "copy (select 1 as a, 'x' as b) to '" + folder.resolve("a.parquet") + "' (format parquet)");
        }

        for (String name : List.of("a.ods", "a.dbf", "a.json", "a.geojson", "a.xlsx", "a.parquet")) {
            assertThat(Looking.at(folder.resolve(name), Lines.UNKNOWN).columns())
                    .as(name)
                    .hasSize(2);
        }
        assertThatThrownBy(() -> Looking.at(folder.resolve("a.xml"), Lines.UNKNOWN))
                .hasMessageContaining("row");
        assertThat(Looking.at(folder.resolve("a.xml"), new Lines("", 0, "", "", "a"))
                        .columns())
                .hasSize(2);
    }

    @Test
    void findsTheListThatTheFeedOfAFileNames() throws IOException {
        Path file =
                Files.writeString(folder.resolve("cells.json"), "{\"cells\":[{\"h\":\"8741\",\"d\":1.0,\"n\":2.5}]}");

        assertThatThrownBy(() -> Looking.at(file, Lines.UNKNOWN)).hasMessageContaining("list");
        assertThat(Looking.at(file, Lines.of(Feeds.named("daytime-population-h3")))
                        .rows())
                .contains(List.of("h", "d", "n"), List.of("8741", "1.0", "2.5"));
    }

    @Test
    void declaresAFeedFromWhatAPersonSaid() {
        Look look = look("a.csv", "代碼,日期,數,不要\n01,113/1/1,-,x\n", "UTF-8");
        var draft = new FeedDraft(
                "own_table",
                2,
                "自己的表",
                "自行匯入",
                Content.TEXT,
                look.lines(),
                true,
                List.of(
                        field("代碼", "code", Written.TEXT, "sex"),
                        field("日期", "day", Written.DATE_ROC, ""),
                        field("數", "number", Written.INTEGER, ""),
                        new FeedDraft.Field("不要", false, "", "", Written.TEXT, false, false, PersonalData.NONE, "")));

        var feed = draft.feed();

        assertThat(feed.name()).isEqualTo("own_table");
        assertThat(feed.version()).isEqualTo(2);
        assertThat(feed.table().columns())
                .extracting(column -> column.name())
                .containsExactly("batch", "code", "day", "number");
        assertThat(draft.yaml()).contains("not in the code list", "suppressed");
    }

    private static FeedDraft.Field field(String header, String name, Written written, String codes) {
        return new FeedDraft.Field(header, true, name, header, written, false, false, PersonalData.NONE, codes);
    }

    private Look look(String name, String text, String charset) {
        Path file = SampleFiles.file(folder.resolve(name), text.getBytes(Charset.forName(charset)));
        return Looking.at(file, Lines.UNKNOWN);
    }

    private static byte[] workbook() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "Test", "1.0")) {
            var sheet = workbook.newWorksheet("1");
            sheet.value(0, 0, "甲");
            sheet.value(0, 1, "乙");
            sheet.value(1, 0, 1);
        }
        return out.toByteArray();
    }
}

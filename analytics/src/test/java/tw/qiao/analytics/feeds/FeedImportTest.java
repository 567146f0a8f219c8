package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

/** Imports excerpts of the publishers' files, byte for byte as they are, and files that are wrong in every way. */
class FeedImportTest {
    private static final Path EXCERPTS = Path.of("src/test/resources/feeds/excerpts");
    private static final String VITAL_EVENTS = "統計年月,區域別,村里,出生數,出生數-男,出生數-女,死亡數,死亡數-男,死亡數-女,結婚對數,離婚對數\n";

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private Workbench workbench;
    private FeedImport importing;

    @BeforeEach
    void open() {
        warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        workbench = Workbench.open(folder, 512, 2);
        importing = new FeedImport(warehouse, workbench, folder.resolve("scratch"), folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        workbench.close();
        warehouse.close();
    }

    @Test
    void readsTheLayoutsOfAllYearsIntoOneTable() {
        var report =
                run("vital-events-by-village", excerpt("2014-05.csv"), excerpt("2018-01.csv"), excerpt("2020-09.csv"));

        assertThat(report.quarantined()).isEmpty();
        assertThat(report.corrections())
                .isEqualTo(Map.of(Correction.BLANKS, 4L, Correction.REPEATED_HEADER, 2L, Correction.EMPTY_COLUMN, 1L));
        assertThat(texts(
                        "vital_events_by_village",
                        "concat_ws(' ', month, township_code, village, births, marriages,"
                                + " coalesce(marriages_same_sex_male::varchar, '-'))"))
                .contains(
                        "2014-05-01 68000060 三石里 3 3 -",
                        "2018-01-01 65000010 留侯里 1 0 -",
                        "2020-09-01 65000010 留侯里 1 2 1")
                .hasSize(14);
    }

    @Test
    void changesNothingWhenTheSameFileComesAgainUnderAnyCompression() throws Exception {
        run("vital-events-by-village", excerpt("2014-05.csv"));
        OptionalLong before = warehouse.table("vital_events_by_village").snapshot();
        Path packed = folder.resolve("2014-05.csv.gz");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readAllBytes(excerpt("2014-05.csv")));
        }
        Files.write(packed, bytes.toByteArray());

        var report = run("vital-events-by-village", packed);

        assertThat(report.unchanged()).containsExactly("2014-05.csv.gz");
        assertThat(report.imported()).isEmpty();
        assertThat(warehouse.table("vital_events_by_village").snapshot()).isEqualTo(before);
    }

    @Test
    void aCorrectedFileTakesThePlaceOfItsBatchAndTheFormerStaysReadable() throws Exception {
        run("vital-events-by-village", excerpt("2014-05.csv"), excerpt("2018-01.csv"));
        var table = warehouse.table("vital_events_by_village");
        OptionalLong before = table.snapshot();

        run("vital-events-by-village", file("2014-05.csv", VITAL_EVENTS + "10305,連江縣南竿鄉,仁愛村,9,4,5,4,2,2,0,0\n"));

        assertThat(texts("vital_events_by_village", "batch || village || births"))
                .contains("2014-05仁愛村9")
                .hasSize(5);
        assertThat(workbench.number("select count(*) from " + table.plan(before).source()))
                .isEqualTo(10);
    }

    @Test
    void setsAsideWhatIsWrongWithItsLineColumnAndReason() throws Exception {
        var report = run(
                "vital-events-by-village",
                file(
                        "2014-06.csv",
                        VITAL_EVENTS
                                + "10306,連江縣南竿鄉,仁愛村,2,1,1,0,0,0,0,0\n"
                                + "10306,連江縣南竿鄉,介壽村,2,1\n"
                                + "10306,連江縣南竿鄉,四維村,二,1,1,0,0,0,0,0\n"
                                + "10313,連江縣南竿鄉,福沃村,2,1,1,0,0,0,0,0\n"
                                + "10307,連江縣南竿鄉,清水村,2,1,1,0,0,0,0,0\n"
                                + "10306,烏有縣南竿鄉,珠螺村,2,1,1,0,0,0,0,0\n"
                                + "10306,連江縣南竿鄉,津沙村,3,1,1,0,0,0,0,0\n"
                                + "10306,連江縣南竿鄉,馬祖村,,1,1,0,0,0,0,0\n"
                                + "10306,連江縣南竿鄉,復興村,\"１,234\",617,617,0,0,0,0,0\n"
                                + "10306,連江縣北竿鄉,塘岐村,1,1,0,0,0,0,0,0\n"
                                + "10306,連江縣北竿鄉,塘岐村,1,1,0,0,0,0,0,0\n"
                                + "10306,連江縣北竿鄉,后沃村,1,1,0,0,0,0,0,0\n"
                                + "10306,連江縣北竿鄉,后沃村,1,0,1,0,0,0,0,0\n"
                                + ",,,,,,,,,,\n"));

        assertThat(texts("vital_events_by_village", "village || births"))
                .containsExactlyInAnyOrder("仁愛村2", "復興村1234", "塘岐村1");
        assertThat(report.read()).isEqualTo(13);
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.corrections())
                .isEqualTo(Map.of(Correction.THOUSANDS, 1L, Correction.BLANK_ROW, 1L, Correction.IDENTICAL_ROW, 1L));
        assertThat(Files.readString(report.quarantine().orElseThrow()))
                .startsWith("\uFEFF")
                .contains("\"2014-06.csv\",3,\"\",\"欄數不符 another number of cells than the header\",\"5 instead of 11\"")
                .contains("\"2014-06.csv\",4,\"出生數\",\"值與型別不符 a cell that its column cannot hold\",\"二\"")
                .contains("\"2014-06.csv\",5,\"統計年月\",\"值與型別不符 a cell that its column cannot hold\",\"10313\"")
                .contains("\"2014-06.csv\",6,\"年月與檔名不符 month is that of the file\"")
                .contains("\"2014-06.csv\",7,\"township_code\",\"缺必填值")
                .contains("\"2014-06.csv\",8,\"出生數為男女合計")
                .contains("\"2014-06.csv\",9,\"births\",\"缺必填值")
                .contains("\"2014-06.csv\",13,\"month, township_code, village\",\"鍵值重複且內容不同");
    }

    @Test
    void readsBig5Utf16AndFilesThatWereGluedTogether() throws Exception {
        var crimes = run("taipei-crime-points", excerpt("motorcycle.csv"));
        var education = run("education-by-village", excerpt("2013.csv"));
        var glued = new ByteArrayOutputStream();
        glued.writeBytes((VITAL_EVENTS + "10306,連江縣南竿鄉,仁愛村,2,1,1,0,0,0,0,0\n").getBytes(StandardCharsets.UTF_8));
        glued.writeBytes("10306,連江縣南竿鄉,介壽村,5,3,2,0,0,0,0,0\n".getBytes(Charset.forName("x-windows-950")));
        Files.write(folder.resolve("2014-06.csv"), glued.toByteArray());
        run("vital-events-by-village", folder.resolve("2014-06.csv"));

        assertThat(crimes.accepted()).isEqualTo(2);
        assertThat(crimes.quarantined()).isEqualTo(Map.of(Reason.NO_SUCH_VALUE, 1L, Reason.MISSING, 2L));
        assertThat(texts("taipei_crime_points", "concat_ws(' ', number, date, from_hour, place)"))
                .contains("1802 2022-04-11 20 臺北市萬華區漢口街二段90巷1~30號");
        assertThat(education.quarantined()).isEmpty();
        assertThat(texts(
                        "education_by_village",
                        "concat_ws(' ', township_code, village, sum(people)) group by township_code, village"))
                .containsExactlyInAnyOrder("65000010 九如里 2622", "64000050 力行里 1205");
        assertThat(texts("vital_events_by_village", "village || births")).containsExactlyInAnyOrder("仁愛村2", "介壽村5");
    }

    @Test
    void countsEachAccidentOnceThoughItsPartiesHaveARowEach() {
        var report = run("traffic-accidents-fatal", excerpt("2017.csv"), excerpt("2019.csv"));

        assertThat(report.corrections()).containsEntry(Correction.NOTE_ROW, 4L);
        assertThat(texts("traffic_accidents_fatal", "concat_ws(' ', date, time, deaths, injured)"))
                .containsExactlyInAnyOrder(
                        "2017-01-01 02:35:00 1 0",
                        "2017-01-01 02:43:00 1 0",
                        "2019-01-01 01:28:00 1 0",
                        "2019-01-01 01:54:00 1 0",
                        "2019-01-01 09:38:00 1 0",
                        "2019-01-01 16:12:54 1 1");
    }

    @Test
    void takesNeitherOfTwoDifferentRowsOfOneVillage() {
        var report = run("income-tax-by-village", excerpt("2008.csv"));

        assertThat(report.quarantined()).isEqualTo(Map.of(Reason.CONFLICTING_KEY, 2L));
        assertThat(texts("income_tax_by_village", "concat_ws(' ', county, village, income)"))
                .containsExactly("臺北市 中崙里 1652162");
    }

    @Test
    void saysWhatToDoWithAFileThatIsNotOfTheFeed() throws Exception {
        assertThatThrownBy(() -> run("population-by-village", excerpt("2014-05.csv")))
                .hasMessageContaining("it lacks 年月")
                .hasMessageContaining("has the unknown 統計年月")
                .hasMessageContaining("add the name to the feed");
        assertThatThrownBy(() -> run("income-tax-by-village", file("income.csv", VITAL_EVENTS)))
                .hasMessageContaining("does not say which batch it is");
        assertThatThrownBy(() -> run("vital-events-by-village", file("births.csv", VITAL_EVENTS)))
                .hasMessageContaining("檔案只有欄名");
        assertThatThrownBy(() -> run("vital-events-by-village", file("births.csv", VITAL_EVENTS + "x\n")))
                .hasMessageContaining("no row that says which batch it is");
        assertThatThrownBy(() -> run("vital-events-by-village", file("2014-01.csv", "PK\u0003\u0004…")))
                .hasMessageContaining("cut off, broken or locked");
        assertThatThrownBy(() -> run("vital-events-by-village", file("2014-01.csv", "")))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> run("vital-events-by-village", file("2014-01.csv", VITAL_EVENTS + "\"10301\"x,a\n")))
                .hasMessageContaining("not well-formed CSV");
        assertThat(warehouse.table("vital_events_by_village").snapshot()).isEmpty();
    }

    @Test
    void namesAFileWithoutRowsAndTakesTheOthers() throws Exception {
        var report = run(
                "vital-events-by-village",
                file("2016-01.csv", VITAL_EVENTS),
                file("2016-02.csv", VITAL_EVENTS + "10502,連江縣南竿鄉,仁愛村,9,4,5,4,2,2,0,0\n"));

        assertThat(report.imported()).containsExactly("2016-02.csv");
        assertThat(report.quarantined()).isEqualTo(Map.of(Reason.NO_ROWS, 1L));
        assertThat(report.quarantine().orElseThrow()).content().contains("2016-01.csv", "檔案沒有資料列");
    }

    private ImportReport run(String feed, Path... files) {
        return importing.run(Feeds.named(feed), List.of(files), (_, _, _) -> {});
    }

    private static Path excerpt(String name) {
        return EXCERPTS.resolve(name);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What {@code expression}, perhaps with a grouping behind it, gives for the rows of a table. */
    private List<String> texts(String table, String expression) {
        String[] parts = expression.split(" group by ", -1);
        String source = warehouse.table(table).plan(OptionalLong.empty()).source();
        String sql = "select " + parts[0] + " from " + source + (parts.length > 1 ? " group by " + parts[1] : "");
        return workbench.query(sql, rows -> {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        });
    }
}

package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.support.SampleFiles;
import tw.qiao.analytics.support.TestImport;

/** The same offices in every format become the same rows of the table. */
class FormatsTest {
    private static final Feed FEED = Feeds.in(Path.of("src/test/resources/formats/offices.yaml"));
    private static final List<String> OFFICES =
            List.of("001 堃明里 1234 2024-02-29 0.300", "007 中山 北路 0 2010-01-01 -", "012 ㎡ - - 12.500");

    @TempDir
    private Path folder;

    private TestImport importing;

    @BeforeEach
    void open() {
        importing = new TestImport(folder);
    }

    @AfterEach
    void close() {
        importing.close();
    }

    @Test
    void readsWorkbooksWithTheirDatesAndFormulas() throws Exception {
        Path file = folder.resolve("2024.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "Test", "1.0")) {
            var sheet = workbook.newWorksheet("辦事處");
            List<String> header = List.of("代碼", "名稱", "人數", "成立日", "比率");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
            }
            sheet.value(1, 0, "001");
            sheet.value(1, 1, "堃明里");
            sheet.value(1, 2, 1234);
            sheet.value(1, 3, LocalDate.of(2024, 2, 29));
            sheet.style(1, 3).format("yyyy/mm/dd").set();
            sheet.value(1, 4, 0.1 + 0.2);
            sheet.value(3, 0, "007");
            sheet.value(3, 1, "中山 北路");
            sheet.value(3, 2, 0);
            sheet.value(3, 3, "2010-01-01");
            sheet.value(4, 0, "012");
            sheet.value(4, 1, "㎡");
            sheet.value(4, 4, 12.5);
        }

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }

    @Test
    void readsSpreadsheetsWithRepeatedCellsAndNotes() {
        Path file = SampleFiles.spreadsheet(folder.resolve("2024.ods"), """
                <table:table table:name="辦事處"><table:table-column table:number-columns-repeated="1024"/>
                <table:table-row><table:table-cell><text:p>代碼</text:p></table:table-cell><table:table-cell
                  ><text:p>名稱</text:p></table:table-cell><table:table-cell><text:p>人數</text:p></table:table-cell
                  ><table:table-cell><text:p>成立日</text:p></table:table-cell><table:table-cell><text:p>比率</text:p
                  ></table:table-cell><table:table-cell table:number-columns-repeated="1019"/></table:table-row>
                <table:table-row><table:table-cell office:value-type="string"><text:p>001</text:p></table:table-cell
                  ><table:table-cell><office:annotation><text:p>新改名</text:p></office:annotation><text:p><text:span>堃明</text:span>里</text:p
                  ></table:table-cell><table:table-cell office:value-type="float" office:value="1234"><text:p>1,234</text:p
                  ></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>113/2/29</text:p
                  ></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.3"><text:p>30%</text:p
                  ></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="5"/></table:table-row>
                <table:table-row><table:table-cell><text:p>007</text:p></table:table-cell><table:table-cell><text:p>中山<text:s/>北路</text:p
                  ></table:table-cell><table:table-cell office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2010-01-01T00:00:00"/></table:table-row>
                <table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>012</text:p></table:table-cell
                  ><table:table-cell><text:p>㎡</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="12.5"/></table:table-row>
                <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
                </table:table>""");

        var report = importing.run(FEED, file);

        assertThat(report.corrections()).isEqualTo(Map.of(Correction.IDENTICAL_ROW, 1L));
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }

    @Test
    void readsXmlWhoseEmptyElementsAreLeftOut() throws Exception {
        Path file = Files.writeString(folder.resolve("2024.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <資料 xmlns="urn:x"><!-- 113年 -->
                  <辦事處 代碼="001"><名稱>堃明里</名稱><人數>1234</人數><成立日>2024-02-29</成立日><比率>0.300</比率></辦事處>
                  <辦事處 代碼="007"><名稱><![CDATA[中山 北路]]></名稱><人數>0</人數><成立日>2010-01-01</成立日></辦事處>
                  <辦事處 代碼="012"><名稱>&#x33A1;</名稱><比率>12.500</比率></辦事處>
                </資料>
                """);

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }

    @Test
    void readsListsInsideJson() throws Exception {
        Path file = Files.writeString(folder.resolve("2024.json"), """
                {"success": true, "fields": [{"id": "代碼"}], "result": {"total": 3, "records": [
                {"代碼": "001", "名稱": "堃明里", "人數": 1234, "成立日": "2024-02-29", "比率": 0.3},
                {"代碼": "007", "名稱": "中山 北路", "人數": 0, "成立日": "2010-01-01", "比率": null},
                {"代碼": "012", "名稱": "㎡", "人數": null, "成立日": "", "比率": "12.500"}]}}
                """);

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }

    @Test
    void readsDbaseInAnyEncodingWithoutItsDeletedRecords() throws Exception {
        var fields = List.of(
                new SampleFiles.Field("代碼", 'C', 3),
                new SampleFiles.Field("名稱", 'C', 20),
                new SampleFiles.Field("人數", 'N', 6),
                new SampleFiles.Field("成立日", 'D', 8),
                new SampleFiles.Field("比率", 'N', 8));
        Charset big5 = Charset.forName("x-windows-950");
        List<List<String>> rows = List.of(
                List.of("001", "碁銹里\uE000", "  1234", "20240229", "   0.300"),
                List.of("*", "002", "廢止", "     1", "20240229", "   0.300"));
        SampleFiles.file(folder.resolve("2024.dbf"), SampleFiles.dbase(big5, fields, rows));
        SampleFiles.file(
                folder.resolve("2025.dbf"),
                SampleFiles.dbase(StandardCharsets.UTF_8, fields, List.of(List.of("002", "堃明里", "     0", "", ""))));
        Files.writeString(folder.resolve("2025.cpg"), "UTF-8");
        Feed plain = Feeds.in(Path.of("src/test/resources/formats/offices-dbf.yaml"));

        var report = importing.run(plain, folder.resolve("2024.dbf"), folder.resolve("2025.dbf"));

        assertThat(report.corrections())
                .isEqualTo(Map.of(Correction.DELETED_ROW, 1L, Correction.PRIVATE_CHARACTER, 1L));
        assertThat(importing.rows("offices")).containsExactly("001 碁銹里\uE000 1234 2024-02-29 0.300", "002 堃明里 0 - -");
    }

    @Test
    void readsLinesWhoseColumnsAreMeasuredInBytes() throws Exception {
        Path file = folder.resolve("2024.txt");
        List<String> lines = List.of(
                "001碁明里        12342024-02-29   0.300",
                "007中山 北路        02010-01-01        ",
                "008太短",
                "0091234567890中    02010-01-01       ");
        SampleFiles.file(file, String.join("\r\n", lines).getBytes(Charset.forName("x-windows-950")));

        var report = importing.run(FEED, file);

        assertThat(importing.rows("offices"))
                .containsExactly("001 碁明里 1234 2024-02-29 0.300", "007 中山 北路 0 2010-01-01 -");
        assertThat(report.quarantined()).isEqualTo(Map.of(Reason.WRONG_WIDTH, 2L));
    }

    @Test
    void readsParquetWithEveryValueAsText() throws Exception {
        Path file = folder.resolve("2024.parquet");
        try (var engine = Workbench.open(folder, 512, 1)) {
            engine.execute("copy (select * from (values ('001', '堃明里', 1234, date '2024-02-29', 0.3::double),"
                    + " ('007', '中山 北路', 0, date '2010-01-01', null), ('012', '㎡', null, null, 12.5))"
                    + " t(代碼, 名稱, 人數, 成立日, 比率)) to '" + file + "' (format parquet)");
        }

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }

    @Test
    void readsPointsAndAreasOfGeoJsonAndOfShapes() throws Exception {
        Feed places = Feeds.in(Path.of("src/test/resources/formats/places.yaml"));
        Path points = Files.writeString(folder.resolve("2021.geojson"), """
                {"type": "FeatureCollection", "crs": {"type": "name"}, "features": [
                {"type": "Feature", "properties": {"name": "燈塔"}, "geometry": {"type": "Point", "coordinates": [119.5, 26.25, 12]}},
                {"type": "Feature", "properties": {"name": "某處"}, "geometry": null}]}
                """);
        var name = List.of(new SampleFiles.Field("NAME", 'C', 10));
        byte[] table = SampleFiles.dbase(
                StandardCharsets.UTF_8, name, List.of(List.of("碼頭"), List.of("*", "舊"), List.of("山頂")));
        SampleFiles.zip(
                folder.resolve("2022.zip"), Map.of("a/x.dbf", table, "a/x.shp", SampleFiles.points(new double[][] {
                    {121.5, 25}, {0, 0}, {121, 24}
                })));
        importing.run(places, points, folder.resolve("2022.zip"));
        assertThat(importing.rows("places"))
                .containsExactly(
                        "山頂 121.000000 24.000000 -",
                        "某處 - - -",
                        "燈塔 119.500000 26.250000 -",
                        "碼頭 121.500000 25.000000 -");

        Feed areas = Feeds.in(Path.of("src/test/resources/formats/areas.yaml"));
        SampleFiles.file(
                folder.resolve("2023.shp"),
                SampleFiles.area(
                        new double[] {0, 0, 0, 4, 4, 4, 4, 0, 0, 0},
                        new double[] {9, 9, 9, 10, 10, 10, 9, 9},
                        new double[] {1, 1, 2, 1, 2, 2, 1, 1}));
        SampleFiles.file(
                folder.resolve("2023.DBF"), SampleFiles.dbase(StandardCharsets.UTF_8, name, List.of(List.of("湖"))));
        Path ring = Files.writeString(folder.resolve("2024.json"), """
                {"features": [{"properties": {"name": "島"}, "geometry":
                {"type": "Polygon", "coordinates": [[[0, 0], [1, 0.5], [1, 1], [0, 0]]]}}], "type": "FeatureCollection"}
                """);

        importing.run(areas, folder.resolve("2023.shp"), ring);

        assertThat(importing.rows("areas"))
                .containsExactly(
                        "島 POLYGON ((0 0, 1 0.5, 1 1, 0 0))",
                        "湖 MULTIPOLYGON (((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 2 1, 2 2, 1 1)), ((9 9, 9 10, 10 10, 9 9)))");
    }
}

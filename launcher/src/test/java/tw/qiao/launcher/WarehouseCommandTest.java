package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;

class WarehouseCommandTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    private static final Ids IDS = Ids.secure(Clock.systemUTC());

    @TempDir
    private Path folder;

    private String printed = "";

    @Test
    void tablesTravelToAnotherWarehouseThatKnowsTheirSourceFilesAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        Path parcel = folder.resolve("parcel");
        assertThat(run("pack", "--to", parcel.toString())).isZero();

        Path other = folder.resolve("other");
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 已載入 loaded");
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 未變 unchanged");
        assertThat(runOn(other, "import", "income-tax-by-village", file.toString()))
                .isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(runOn(other, "sql", "--as", "csv", "select village, median from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("village,median\r\n中崙里,794\r\n");

        Files.writeString(file, HEADER + ROW.replace(",794,", ",795,"));
        assertThat(runOn(other, "import", "income-tax-by-village", file.toString()))
                .isZero();
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 未變 unchanged");
        assertThat(runOn(other, "sql", "--as", "csv", "select median from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("median\r\n795\r\n");
    }

    @Test
    void usesThePostgresThatARunningDemoSharesAndLeavesItRunning() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        Path data = PreparedFolder.at(folder.resolve("var"));
        try (var owner = DataFolder.open(data);
                var postgres = Postgres.start(owner.postgres(), FreePort.find(), owner.secret("postgres", IDS), data)) {
            assertThat(run("sql", "--no-wait")).isOne();
            new Databases(postgres, name -> owner.secret(name, IDS)).createWarehouse();
            owner.share(postgres.port());

            assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
            assertThat(run("sql", "--as", "csv", "select count(*) from income_tax_by_village"))
                    .isZero();
            assertThat(printed).contains("1");
            assertThat(postgres.process().isAlive()).isTrue();
        }
        assertThat(run("sql")).isZero();
        assertThat(data.resolve("warehouse")).isDirectoryNotContaining("glob:**scratch*");
    }

    @Test
    void importsAsksChecksAndExportsOnTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);

        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  接受列 rows accepted", "1  台改臺");
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(run("sql", "select county, year, standard_deviation as d from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("""
                county  year  d
                ──────  ────  ───────
                臺北市  2008  1529.70
                1 row
                """);
        assertThat(run("sql", "--as", "json", "select village from income_tax_by_village"))
                .isZero();
        assertThat(printed).contains("\"village\" : \"中崙里\"");
        assertThat(run("sql", "copy income_tax_by_village to '" + folder.resolve("leak.csv") + "'"))
                .isEqualTo(2);
        assertThat(folder.resolve("leak.csv")).doesNotExist();
        assertThat(run("check")).isZero();
        assertThat(printed).contains("✓ year, county, township, village 唯一 is unique");
        Path target = folder.resolve("income.csv");
        assertThat(run("export", "income_tax_by_village", "--to", target.toString()))
                .isZero();
        assertThat(Files.readString(target))
                .startsWith("\uFEFFbatch,year,county")
                .contains("臺北市,松山區");
    }

    @Test
    void asksCubesAndReleasesAndTidiesUpOnTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();

        assertThat(run("cube")).isZero();
        assertThat(printed).contains("income_tax  綜合所得稅 Income tax");
        assertThat(run("cube", "income_tax")).isZero();
        assertThat(printed).contains("place  地區 Place: county > township > village");
        assertThat(run("cube", "income_tax", "--rows", "county", "--measures", "tax_units,mean_income", "--from", "97"))
                .isZero();
        assertThat(printed)
                .startsWith("""
                county  tax_units  mean_income
                ──────  ─────────  ───────────
                臺北市  1381       1196.35
                1 row
                """)
                .contains("資料期間 民國97年（西元2008年） 2008", "income_tax v3 income_tax_by_village@");
        assertThat(run("cube", "income_tax", "--rows", "planet")).isEqualTo(2);
        assertThat(run("release", "97年")).isZero();
        assertThat(printed).startsWith("1  97年").contains("income_tax_by_village@");
        Files.writeString(file, HEADER + ROW.replace("1381", "2000"));
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(run("tidy", "--keep-days", "0", "--grace-hours", "0")).isZero();
        assertThat(printed).contains("income_tax_by_village: ", "0 版已忘 states forgotten");
        assertThat(run("sql", "select tax_units from income_tax_by_village")).isZero();
        assertThat(printed).contains("2000");
        assertThat(run("sql", "--release", "97年", "select tax_units from income_tax_by_village"))
                .isZero();
        assertThat(printed).contains("1381");
    }

    @Test
    void sharesARecipeThatImportsTheSameAndSaysWhereColumnsComeFrom() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        Path recipe = folder.resolve("income.yaml");
        assertThat(command("recipe", "export", "income-tax-by-village", "--to", recipe.toString()))
                .isZero();
        assertThat(command("recipe", "show", recipe.toString())).isZero();
        assertThat(printed).contains("台改臺 台 becomes 臺", "sha256:", "計數 counts: tai");
        assertThat(command("recipe", "check", recipe.toString())).isZero();

        assertThat(run("import", "--feed", recipe.toString(), file.toString())).isZero();
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(run("lineage", "income_tax_by_village.median")).isZero();
        assertThat(printed).contains("median ← median (中位數)", "1 檔 files, 1 列 rows, 批次 batches 2008");
        assertThat(run("lineage", "--openlineage", "income_tax_by_village")).isZero();
        assertThat(printed).contains("\"eventType\":\"COMPLETE\"", "cube.income_tax");
        assertThat(run("lineage", "income_tax_by_village.planet")).isEqualTo(2);
        assertThat(run("lineage", "planets")).isEqualTo(2);

        Files.writeString(recipe, Files.readString(recipe).replace("tai: true", "tai: false"));
        assertThat(command("recipe", "check", recipe.toString())).isEqualTo(2);
        assertThat(run("import", "--feed", recipe.toString(), file.toString())).isOne();
        assertThat(command("recipe", "show", "no-such-feed")).isEqualTo(2);
    }

    @Test
    void translatesCodesOfVillages() {
        assertThat(command("villages", "67000010004", "2020-01-01")).isZero();
        assertThat(printed).startsWith("67000010030").contains("2018-04  67000010004 → 67000010030  merged");
        assertThat(command("villages", "67000010030", "2016-01-01")).isEqualTo(2);
        assertThat(command("villages", "67000010030", "yesterday")).isEqualTo(2);
    }

    private int command(String... arguments) {
        var all = new ArrayList<>(List.of("warehouse"));
        all.addAll(List.of(arguments));
        return printing(all);
    }

    @Test
    void importsByAFeedOfOnesOwnIntoATableOfOnesOwn() throws Exception {
        Path feed = Files.writeString(folder.resolve("mine.yaml"), """
                feed: libraries
                version: 1
                table:
                  table: libraries
                  version: 1
                  chinese: 圖書館
                  english: Libraries
                  source: 自行調查 own survey
                  columns:
                    - {name: name, chinese: 館名, english: Name, type: text, key: true}
                    - {name: books, chinese: 藏書, english: Books, type: integer, smallest: '0'}
                batch: {file: '(\\d{4})'}
                layouts:
                  - row: 館
                    columns:
                      - {name: name, from: [館名]}
                      - {name: books, from: [藏書]}
                """);
        Path file = Files.writeString(folder.resolve("2024.xml"), "<館藏><館><館名>國資圖</館名><藏書>1,200,000</藏書></館></館藏>");

        assertThat(run("import", "--feed", feed.toString(), file.toString())).isZero();
        assertThat(run("sql", "--as", "csv", "select name, books from libraries"))
                .isZero();
        assertThat(printed).contains("國資圖,1200000");
        assertThat(run("check")).isZero();
        assertThat(printed).contains("✓ name 唯一 is unique");
        assertThat(run("import", "--feed", feed.toString(), "jdbc:postgresql://127.0.0.1:1/none"))
                .isOne();
    }

    @Test
    void tellsOnlyCountsOfATableThatNamesPeopleAndRemembersThem() throws Exception {
        Path feed = Files.writeString(folder.resolve("mine.yaml"), """
                feed: visitors
                version: 1
                table:
                  table: visitors
                  version: 1
                  chinese: 訪客
                  english: Visitors
                  source: 自行登記 own register
                  columns:
                    - {name: name, chinese: 姓名, english: Name, type: text, key: true, personal: identifying}
                    - {name: town, chinese: 鄉鎮, english: Town, type: text}
                batch: {file: '(\\d{4})'}
                layouts:
                  - row: 人
                    columns:
                      - {name: name, from: [姓名]}
                      - {name: town, from: [鄉鎮]}
                """);
        var people = new StringBuilder("<訪客>");
        for (String name : List.of("甲北", "乙北", "丙北", "丁北", "戊北", "己南")) {
            people.append("<人><姓名>%s</姓名><鄉鎮>%s</鄉鎮></人>".formatted(name, name.substring(1)));
        }
        Path file = Files.writeString(folder.resolve("2024.xml"), people + "</訪客>");
        assertThat(run("import", "--feed", feed.toString(), file.toString())).isZero();

        Path leak = folder.resolve("visitors.csv");
        assertThat(run("export", "visitors", "--to", leak.toString())).isEqualTo(2);
        assertThat(leak).doesNotExist();
        assertThat(run("sql", "select name from visitors")).isOne();
        assertThat(printed).doesNotContain("甲北");
        assertThat(run("sql", "--as", "csv", "select town, count(*) from visitors group by town"))
                .isZero();
        assertThat(printed).isEqualTo("town,count\r\n北,5\r\n南,*\r\n");
        assertThat(run("sql", "select count(*) from visitors")).isOne();
        assertThat(run("sql", "--as", "csv", "select count(*) from visitors where town = '北'"))
                .isZero();
        assertThat(printed).isEqualTo("count\r\n5\r\n");
    }

    @Test
    void saysByItsExitCodeThatRowsWereSetAsideOrThatAFileCannotBeImported() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW + ROW.replace("1381", "many"));

        assertThat(run("import", "income-tax-by-village", file.toString())).isEqualTo(2);
        assertThat(printed).contains("1  值與型別不符", "Correct the files and import them again");
        assertThat(run(
                        "import",
                        "income-tax-by-village",
                        folder.resolve("none.csv").toString()))
                .isOne();
        assertThat(run("import", "vital-events-by-village", file.toString())).isOne();
        var ended =
                EndedImports.beside(folder.resolve("var").resolve("warehouse").resolve("tables"));
        assertThat(ended.of("vital-events-by-village"))
                .as("alerts on the platform learn of it")
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isNotEmpty());
        assertThat(ended.of("income-tax-by-village"))
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isEmpty());
        assertThat(run("import", "no-such-feed", file.toString())).isOne();
    }

    private int run(String verb, String... arguments) {
        return runOn(folder.resolve("var"), verb, arguments);
    }

    private int runOn(Path data, String verb, String... arguments) {
        var all = new ArrayList<String>();
        all.add("warehouse");
        all.add(verb);
        all.add("--data");
        all.add(PreparedFolder.at(data).toString());
        all.addAll(List.of(arguments));
        return printing(all);
    }

    private int printing(List<String> all) {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Qiao.run(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            printed = bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do with folders that are not what they need. */
class WarehouseFoldersTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    @TempDir
    private Path folder;

    private String printed = "";
    private String said = "";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables",
                "sql",
                "cube income_tax --rows county",
                "check",
                "export income_tax_by_village --to x.csv",
                "lineage income_tax_by_village",
                "release",
                "tidy",
                "pack --to parcel",
                "serve"
            })
    void refuseAFolderWithoutAWarehouseAndLeaveItAsItIs(String command) throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run(empty, command.split(" "))).isEqualTo(2);
        assertThat(said)
                .contains("there is no warehouse in " + empty, "尚未匯入任何資料", "--data")
                .hasLineCount(1);
        assertThat(empty).isEmptyDirectory();

        Path mistyped = folder.resolve("mistyped");
        assertThat(run(mistyped, command.split(" "))).isEqualTo(2);
        assertThat(said).contains("there is no such folder");
        assertThat(mistyped).doesNotExist();
    }

    @Test
    void areFoundFromWhereTheCallerIs() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        assertThat(runFromCaller("../mine", "tables")).isEqualTo(2);
        assertThat(said).contains("there is no warehouse in " + mine);
    }

    @Test
    void refuseToBeginAnewWhereTheFolderOfThatNameLiesBesideTheProgram() throws Exception {
        Path former = Files.createDirectories(folder.resolve("home/mine"));
        Files.createDirectory(former.resolve("postgres"));
        Path parcel = Files.createDirectory(folder.resolve("parcel"));
        Files.writeString(parcel.resolve("2008.csv"), HEADER + ROW);

        assertThat(runFromCaller("mine", "import", "income-tax-by-village", parcel.toString()))
                .isOne();

        Path meant = folder.resolve("caller/mine");
        assertThat(said).contains("no folder " + meant, "--data " + former, "已有資料");
        assertThat(meant).doesNotExist();
    }

    private int runFromCaller(String data, String... command) {
        System.setProperty("qiao.caller", folder.resolve("caller").toString());
        System.setProperty("qiao.home", folder.resolve("home").toString());
        try {
            return run(Path.of(data), command);
        } finally {
            System.clearProperty("qiao.caller");
            System.clearProperty("qiao.home");
        }
    }

    @Test
    void refuseAFileInThePlaceOfAFolderAndTablesWithoutTheirCatalogue() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThat(run(file, "tables")).isEqualTo(2);
        assertThat(said).contains("it is not a folder");

        Files.createDirectories(folder.resolve("half/warehouse/tables/births"));
        assertThat(run(folder.resolve("half"), "tables")).isEqualTo(2);
        assertThat(said).contains("their catalogue in the folder postgres is missing");
        Path unread = Files.writeString(folder.resolve("h3_population_res7.json"), "{}");
        assertThat(run(folder.resolve("half"), "import", "daytime-population-h3", unread.toString()))
                .as("a new catalogue would take the old files for nobody's")
                .isOne();
        assertThat(said).contains("their catalogue in the folder postgres is missing");
        assertThat(folder.resolve("half/postgres")).doesNotExist();
    }

    @Test
    void anImportMakesAWarehouseAndSaysSoButNotForAFileThatIsNotThere() throws Exception {
        Path data = folder.resolve("new");
        assertThat(run(
                        data,
                        "import",
                        "income-tax-by-village",
                        folder.resolve("none.csv").toString()))
                .isOne();
        assertThat(data).doesNotExist();

        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run(data, "import", "income-tax-by-village", file.toString()))
                .as(() -> said)
                .isZero();
        assertThat(said).startsWith("建立新的資料倉儲").contains("Making a new warehouse (about 110 MB) in " + data);
        assertThat(run(data, "import", "income-tax-by-village", file.toString()))
                .isZero();
        assertThat(said).doesNotContain("Making");

        assertThat(run(data, "tables")).isZero();
        assertThat(printed).contains("income_tax_by_village  各村里綜合所得稅申報統計  1     1        2008   2008");
        assertThat(run(data, "tables", "income_tax_by_village")).isZero();
        assertThat(printed).contains("千元  中位數", "DECIMAL(18,2)", "INTEGER (year)  key");
        assertThat(run(data, "tables", "planets")).isEqualTo(2);
        assertThat(said).contains("there are: income_tax_by_village");
        assertThat(run(data, "sql", "select medain from income_tax_by_village")).isEqualTo(2);
        assertThat(said)
                .contains("以 ./qiao warehouse tables 查看資料表", "相近的名稱：median", "names that come near: median")
                .hasLineCount(1);
        assertThat(run(data, "sql", "select 1 from planets")).isEqualTo(2);
        assertThat(said).contains("./qiao warehouse tables lists the tables", "There is no table planets");
        assertThat(run(data, "cube", "vital_events", "--rows", "county")).isEqualTo(2);
        assertThat(said).contains("There is no table vital_events_by_village").hasLineCount(1);
        exports(data);
    }

    private void exports(Path data) throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Set<PosixFilePermission> customary =
                Files.getPosixFilePermissions(Files.createFile(folder.resolve("by-the-umask")));
        for (String name : List.of("x.csv", "x.json", "x.parquet", "x.xlsx", "x.ods", "x.arrow")) {
            Path target = out.resolve(name);
            assertThat(run(data, "export", "income_tax_by_village", "--to", target.toString()))
                    .isZero();
            assertThat(Files.getPosixFilePermissions(target)).as(name).isEqualTo(customary);
            assertThat(printed).doesNotContain("取代");
            assertThat(run(data, "export", "income_tax_by_village", "--to", target.toString()))
                    .isZero();
            assertThat(printed).contains("已取代原檔");
        }
        try (var files = Files.list(out)) {
            assertThat(files).as("no draft is left").hasSize(6);
        }
        Path missing = folder.resolve("missing");
        assertThat(run(
                        data,
                        "export",
                        "income_tax_by_village",
                        "--to",
                        missing.resolve("x.csv").toString()))
                .isEqualTo(2);
        assertThat(said).contains("There is no folder " + missing, "請先建立");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aWarehouseIntoWhichNothingCameSaysThatItHasNoTables() {
        Path data = PreparedFolder.at(folder.resolve("made"));

        assertThat(run(data, "check")).isZero();
        assertThat(printed).contains("尚無資料表");
        assertThat(run(data, "tables")).isZero();
        assertThat(printed).contains("0 rows");
        assertThat(run(
                        data,
                        "export",
                        "planets",
                        "--to",
                        folder.resolve("x.csv").toString()))
                .isEqualTo(2);
        assertThat(said).contains("there are no tables yet");
    }

    @Test
    void unpackingAFolderWithoutPackedTablesSaysSo() throws Exception {
        Path parcel = Files.createDirectory(folder.resolve("parcel"));

        assertThat(run(folder.resolve("new"), "unpack", parcel.toString())).isEqualTo(2);
        assertThat(said).contains("There are no packed tables in " + parcel);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private int run(Path data, String... command) {
        var all = new ArrayList<>(List.of("warehouse", command[0], "--data", data.toString()));
        all.addAll(List.of(command).subList(1, command.length));
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        PrintStream outBefore = System.out;
        PrintStream errorsBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            return Qiao.run(all.toArray(String[]::new));
        } finally {
            System.setOut(outBefore);
            System.setErr(errorsBefore);
            printed = out.toString(StandardCharsets.UTF_8);
            said = errors.toString(StandardCharsets.UTF_8);
        }
    }
}

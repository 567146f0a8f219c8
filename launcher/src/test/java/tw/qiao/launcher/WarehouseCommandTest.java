package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;

class WarehouseCommandTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    private static final Ids IDS = Ids.secure(Clock.systemUTC());

    private static final Pattern TOKEN = Pattern.compile("PGPASSWORD=(\\S+) (?s:.*)Ctrl");

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
    }

    @Test
    void usesThePostgresThatARunningDemoSharesAndLeavesItRunning() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        Path data = folder.resolve("var");
        try (var owner = DataFolder.open(data);
                var postgres = Postgres.start(owner.postgres(), FreePort.find(), owner.secret("postgres", IDS), data)) {
            assertThat(run("sql")).isNotZero();
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
    void letsProgramsThatKnowPostgreSqlAsk() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        int port = FreePort.find();
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        var serving = Thread.ofPlatform()
                .start(() -> Qiao.run(
                        "warehouse", "serve", "--data", folder.resolve("var").toString(), "--port", "" + port));
        try {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/warehouse";
            try (var connection = DriverManager.getConnection(url, "analyst", token(bytes));
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select village from income_tax_by_village")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("中崙里");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, "analyst", "guessed"))
                    .isInstanceOf(SQLException.class);
        } finally {
            System.setOut(before);
            serving.interrupt();
            serving.join();
        }
    }

    /** As it is printed once programs may come. */
    private static String token(ByteArrayOutputStream printed) throws InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            var found = TOKEN.matcher(printed.toString(StandardCharsets.UTF_8));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Nothing was served: " + printed.toString(StandardCharsets.UTF_8));
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
        assertThat(run("import", "no-such-feed", file.toString())).isOne();
    }

    private int run(String verb, String... arguments) {
        return runOn(folder.resolve("var"), verb, arguments);
    }

    private int runOn(Path data, String verb, String... arguments) {
        var all = new java.util.ArrayList<String>();
        all.add("warehouse");
        all.add(verb);
        all.add("--data");
        all.add(data.toString());
        all.addAll(java.util.List.of(arguments));
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

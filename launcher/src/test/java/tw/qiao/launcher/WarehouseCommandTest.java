package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;

class WarehouseCommandTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    private static final Pattern TOKEN = Pattern.compile("PGPASSWORD=(\\S+) (?s:.*)Ctrl");

    @TempDir
    private Path folder;

    private String printed = "";

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
        int restPort = FreePort.find();
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        var serving = Thread.ofPlatform()
                .start(() -> Qiao.run(
                        "warehouse",
                        "serve",
                        "--data",
                        folder.resolve("var").toString(),
                        "--port",
                        "" + port,
                        "--rest-port",
                        "" + restPort));
        try {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/warehouse";
            try (var connection = DriverManager.getConnection(url, "analyst", token(bytes));
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select village from income_tax_by_village")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("中崙里");
            }
            assertThat(overHttp(restPort, token(bytes), "query", "POST")).isEqualTo("village\r\n中崙里\r\n");
            assertThat(overHttp(restPort, token(bytes), "namespaces/warehouse/tables/income_tax_by_village", "GET"))
                    .contains("metadata-location");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "analyst", "guessed"))
                    .isInstanceOf(SQLException.class);
        } finally {
            System.setOut(before);
            serving.interrupt();
            serving.join();
        }
    }

    private static String overHttp(int port, String token, String path, String method) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/csv")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        "{\"statement\": \"select village from income_tax_by_village\"}"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
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
        var all = new java.util.ArrayList<String>();
        all.add("warehouse");
        all.add(verb);
        all.add("--data");
        all.add(folder.resolve("var").toString());
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

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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;

class WarehouseServeTest {
    private static final String INCOME =
            "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    private static final Ids IDS = Ids.secure(Clock.systemUTC());
    private static final Pattern TOKEN = Pattern.compile("PGPASSWORD=(\\S+) (?s:.*)Ctrl");

    @TempDir
    private Path folder;

    @Test
    void letsProgramsThatKnowPostgreSqlAskAlsoForTablesThatCameSince() throws Exception {
        Path data = PreparedFolder.at(folder.resolve("var"));
        try (var owner = DataFolder.open(data);
                var postgres = Postgres.start(owner.postgres(), FreePort.find(), owner.secret("postgres", IDS), data)) {
            new Databases(postgres, name -> owner.secret(name, IDS)).createWarehouse();
            owner.share(postgres.port());
            Path file = Files.writeString(folder.resolve("2008.csv"), INCOME);
            assertThat(importing("income-tax-by-village", file.toString())).isZero();
            serves();
        }
    }

    private void serves() throws Exception {
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
            knowsATableThatCameSince(url, token(bytes));
            assertThatThrownBy(() -> DriverManager.getConnection(url, "analyst", "guessed"))
                    .isInstanceOf(SQLException.class);
        } finally {
            System.setOut(before);
            serving.interrupt();
            serving.join();
        }
    }

    private void knowsATableThatCameSince(String url, String token) throws Exception {
        Path feed = Files.writeString(folder.resolve("since.yaml"), """
                feed: since
                version: 1
                table:
                  table: since
                  version: 1
                  chinese: 後來
                  english: Since
                  source: own
                  columns: [{name: name, chinese: 名稱, english: Name, type: text}]
                batch: {file: '(\\d{4})'}
                layouts: [{columns: [{name: name, from: [name]}]}]
                """);
        Path file = Files.writeString(folder.resolve("2024.csv"), "name\nlater\n");
        try (var connection = DriverManager.getConnection(url, "analyst", token);
                var statement = connection.createStatement()) {
            assertThat(importing("--feed", feed.toString(), file.toString())).isZero();
            try (var rows = statement.executeQuery("select name from since")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("later");
            }
        }
    }

    private int importing(String... arguments) {
        var all = new ArrayList<>(
                List.of("warehouse", "import", "--data", folder.resolve("var").toString()));
        all.addAll(List.of(arguments));
        return Qiao.run(all.toArray(String[]::new));
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
}

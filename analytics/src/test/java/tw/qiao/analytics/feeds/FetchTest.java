package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.support.TestImport;

/** Gets rows from PostgreSQL and from a server, and imports them like a file. */
class FetchTest {
    private static final Feed FEED = Feeds.in(Path.of("src/test/resources/formats/offices-remote.yaml"));
    private static final Fetch.Credentials NOBODY = new Fetch.Credentials("", "", "");

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private TestImport importing;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        importing = new TestImport(folder);
    }

    @AfterEach
    void close() {
        server.stop(0);
        importing.close();
    }

    @Test
    void importsWhatADatabaseAnswersAndKnowsItAgain() throws Exception {
        String url = TestDatabase.create();
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("create table office (code text, name text, people int, opened date, share float8)");
            statement.execute("insert into office values ('001', E'堃明里\n\"1\"', 1234, '2024-02-29', 0.1 + 0.2::float8),"
                    + " ('002', '中山', null, null, null)");
        }
        Path file = folder.resolve("2024.csv");

        Fetch.into(file, FEED, url, new Fetch.Credentials("postgres", "", ""));

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).containsExactly("001 堃明里\n\"1\" 1234 2024-02-29 0.300", "002 中山 - - -");
        Fetch.into(file, FEED, url, new Fetch.Credentials("postgres", "", ""));
        assertThat(importing.run(FEED, file).unchanged()).containsExactly("2024.csv");
        assertThatThrownBy(() -> Fetch.into(file, FEED, "jdbc:nowhere://x?password=secret", NOBODY))
                .hasMessageContaining("No suitable driver")
                .hasMessageNotContaining("secret");
    }

    @Test
    void asksForPageAfterPageUntilOneIsNotFull() throws Exception {
        answer("/api", query -> {
            int offset = Integer.parseInt(query.replaceFirst(".*offset=(\\d+).*", "$1"));
            var rows = new ArrayList<String>();
            for (int i = offset; i < Math.min(5, offset + 2); i++) {
                rows.add("{\"代碼\": \"00" + i + "\", \"名稱\": \"第" + i + "\", \"人數\": " + i
                        + ", \"成立日\": null, \"比率\": 0.5}");
            }
            return "{\"result\": {\"records\": [" + String.join(",", rows) + "]}}";
        });
        Path file = folder.resolve("2024.json");

        Fetch.into(file, FEED, address("/api?key=1"), NOBODY);

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).hasSize(5).contains("004 第4 4 - 0.500");
        assertThat(asked).containsExactly("key=1&offset=0&limit=2", "key=1&offset=2&limit=2", "key=1&offset=4&limit=2");
    }

    @Test
    void stopsWhereTheServerIgnoresThePagesOrSendsSomethingElse() {
        answer("/same", _ -> "{\"result\": {\"records\": [{\"代碼\": \"001\"}, {\"代碼\": \"002\"}]}}");
        answer("/page", _ -> "<html><title>維護中</title></html>");
        Path file = folder.resolve("2024.json");

        assertThatThrownBy(() -> Fetch.into(file, FEED, address("/same"), NOBODY))
                .hasMessageContaining("is the parameter offset right?");
        assertThatThrownBy(() -> Fetch.into(file, FEED, address("/page"), NOBODY))
                .hasMessageContaining("a web page (HTML)");
    }

    @Test
    void followsRedirectsOnTheSameHostOnly() {
        redirect("/old", "/new");
        redirect("/away", "http://192.0.2.1/new");
        redirect("/round", "/round");
        answer("/new", _ -> "{\"result\": {\"records\": []}}");
        Path file = folder.resolve("2024.json");

        Fetch.into(file, FEED, address("/old"), NOBODY);
        assertThat(file).content().contains("records");
        assertThatThrownBy(() -> Fetch.into(file, FEED, address("/away?key=secret"), NOBODY))
                .hasMessageContaining("redirects to another host, 192.0.2.1")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Fetch.into(file, FEED, address("/round"), NOBODY))
                .hasMessageContaining("redirects without end");
        assertThatThrownBy(() -> Fetch.into(file, FEED, address("/none"), NOBODY))
                .hasMessageContaining("status 404");
    }

    private interface Pages {
        String of(String query);
    }

    private void answer(String path, Pages pages) {
        server.createContext(path, exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            asked.add(query);
            byte[] octets = pages.of(query).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, octets.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(octets);
            }
        });
    }

    private void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}

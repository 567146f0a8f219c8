package tw.qiao.analytics.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.analytics.intake.ExchangeSource;
import tw.qiao.analytics.intake.OfferedService;

/** What a node is asked, and what is made of its refusals. */
class ExchangeFetchTest {
    private static final UUID ID = UUID.fromString("5d0a4a4e-0000-4000-8000-000000000001");

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer node;

    @BeforeEach
    void open() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.start();
    }

    @AfterEach
    void close() {
        node.stop(0);
    }

    @Test
    void asksTheOwnNodeForTheBatchUnderTheFeedsPurposeAndBasis() {
        answer(200, "", "code,name\n");

        Crossing crossing = fetch(100);

        assertThat(folder.resolve("got")).content().isEqualTo("code,name\n");
        assertThat(asked)
                .containsExactly(
                        "/r1/TW/GOV/NLMA/construction/licences/113%E5%B9%B4?form=csv",
                        "[TW/GOV/QIAO/portal]", "[" + ID + "]", "[statistics]", "[statistics-act-19]");
        assertThat(crossing)
                .isEqualTo(new Crossing(ID, "TW/GOV/NLMA/construction/licences", "statistics", "statistics-act-19"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.serverproxy.access_denied", "Server.ServerProxy.AccessDenied"})
    void saysWhatARefusalMeansInEitherGenerationOfCodes(String code) {
        answer(500, code, "{}");

        assertThatThrownBy(() -> fetch(100)).hasMessageContaining("授權").hasMessageContaining(code);
    }

    @Test
    void namesThePeriodsThatAreOfferedWhereOneIsNot() {
        var offered = new OfferedService(
                "TW/GOV/NLMA",
                "construction",
                "licences",
                "",
                "statistics",
                "statistics-act-19",
                List.of("114", "113"));

        assertThat(offered.nothingOf("99")).hasMessageContaining("已知有：114, 113").hasMessageContaining("\"99\"");
        assertThat(offered.nothingOf("114"))
                .hasMessageContaining("列出「114」這一期，但其中沒有資料；已知有：113，")
                .hasMessageContaining("no rows in it; known are 113,");
        assertThat(service("").nothingOf("99")).hasMessageContaining("請向提供機關詢問").hasMessageContaining("ask it");
    }

    @Test
    void takesNoMoreThanItIsTold() {
        answer(200, "", "x".repeat(101));

        assertThatThrownBy(() -> fetch(100)).hasMessageContaining("larger than 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../x", "/a b", "x", "/a#b", "/{other}", "//x"})
    void refusesADeclarationWhoseRequestNoNodeWouldTake(String path) {
        assertThatThrownBy(() -> service(path)).hasMessageContaining("path");
    }

    @Test
    void refusesAFeedThatDeclaresNoSuchSource() {
        Feed plain = Feeds.named("income-tax-by-village");

        assertThatThrownBy(() -> Fetch.across(folder.resolve("got"), plain, "2024", own(), ID, 100))
                .hasMessageContaining("no 'exchange'");
    }

    private Crossing fetch(long largest) {
        return Fetch.across(folder.resolve("got"), feed(), "113年", own(), ID, largest);
    }

    private ExchangeSource.Node own() {
        return new ExchangeSource.Node(
                URI.create("http://127.0.0.1:" + node.getAddress().getPort()), "TW/GOV/QIAO/portal");
    }

    private static OfferedService service(String path) {
        return new OfferedService(
                "TW/GOV/NLMA", "construction", "licences", path, "statistics", "statistics-act-19", List.of());
    }

    private static Feed feed() {
        String yaml = """
                feed: offices
                version: 1
                table:
                  table: offices
                  version: 1
                  chinese: 辦事處
                  english: Offices
                  source: 測試資料 test data
                  columns:
                    - {name: code, chinese: 代碼, english: Code, type: text, key: true}
                batch: {file: '(\\d{3})'}
                fetch:
                  exchange: {member: TW/GOV/NLMA, subsystem: construction, service: licences,
                    path: '/{batch}?form=csv', purpose: statistics, basis: statistics-act-19}
                layouts:
                  - columns:
                      - {name: code, from: [code]}
                """;
        return Feeds.declared("offices", new ByteArrayInputStream(yaml.getBytes(UTF_8)));
    }

    private void answer(int status, String error, String text) {
        node.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            for (String name : List.of("X-Road-Client", "X-Road-Id", "Gx-Purpose", "Gx-Basis")) {
                asked.add(String.valueOf(exchange.getRequestHeaders().get(name)));
            }
            if (!error.isEmpty()) {
                exchange.getResponseHeaders().add("X-Road-Error", error);
            }
            byte[] octets = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(octets);
            }
        });
    }
}

package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.platform.exchange.Receipts;
import tw.qiao.platform.support.TestExchange;
import tw.qiao.platform.support.TestVisitor.Visited;

/** An analyst fetches a data set that another member offers; it crosses two real nodes. */
class ExchangeImportTest {
    private static final String PROVIDER = "TW/GOV/NLMA/construction";
    private static final String CSV = "執照號碼,縣市,家數\nA-001,臺北市,12\nA-002,臺南市,7\n";

    @TempDir
    private static Path folder;

    private static HttpServer system;
    private static TestExchange exchange;
    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.createContext("/", asked -> {
            String path = asked.getRequestURI().getPath();
            boolean known = path.equals("/open/2024") || path.equals("/open/2099");
            String text = path.equals("/open/2099") ? CSV.substring(0, CSV.indexOf('\n') + 1) : known ? CSV : "none";
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            asked.getResponseHeaders().add("Content-Type", "text/csv");
            asked.sendResponseHeaders(known ? 200 : 404, octets.length);
            try (OutputStream body = asked.getResponseBody()) {
                body.write(octets);
            }
        });
        system.start();
        exchange = TestExchange.start(
                folder, "http://127.0.0.1:" + system.getAddress().getPort() + "/open");
        warehouse = TestWarehouse.start(exchange.platformSettings());
        declare("licences", "construction-industry-act-15");
        declare("licences_refused", "statistics-act-19");
    }

    @AfterAll
    static void stop() {
        warehouse.close();
        exchange.close();
        system.stop(0);
    }

    @Test
    void importsWhatCameThroughBothNodesAndKeepsTheEvidenceOfTheCrossing() throws Exception {
        var desk = ImportDesk.of(warehouse);

        Visited fetched = fetch(desk, "licences", "2024");
        assertThat(fetched.document().select(".preview").text()).contains("執照號碼", "臺南市");
        assertThat(fetched.text()).contains(PROVIDER + "/licences", "construction-industry-act-15");
        UUID evidence = evidence(fetched);
        Visited done = desk.imported(fetched);
        assertThat(done.text()).contains("所有資料列都已在資料表中", evidence.toString());
        assertThat(desk.ask("select county from licences order by county")).containsExactly("臺北市", "臺南市");

        assertThat(desk.analyst().open("/warehouse/tables/licences").text())
                .contains("經資料交換取得：" + PROVIDER + "/licences，證據編號 " + evidence);
        assertThat(warehouse
                        .platform()
                        .bean(Receipts.class)
                        .check(evidence, TestExchange.PORTAL, PROVIDER)
                        .findings())
                .isEmpty();

        Visited again = fetch(desk, "licences", "2024");
        assertThat(evidence(again)).isNotEqualTo(evidence);
        assertThat(desk.imported(again).text()).contains("以前就匯入過");
        assertThat(desk.analyst().open("/warehouse/tables/licences").text())
                .as("the rows are still those of the first crossing")
                .contains(evidence.toString());
    }

    @Test
    void offersThePeriodsThatAreKnownToBeThereByAButtonEach() throws Exception {
        var desk = ImportDesk.of(warehouse);
        Visited page = desk.analyst().open("/warehouse/imports");
        assertThat(page.document()
                        .select("form.offered:has([value=licences]) button")
                        .eachText())
                .containsExactly("取得 2024", "取得 2023");

        Visited fetched = desk.submit(page, "form.offered:has([value=licences])", Map.of("batch", "2024"));

        assertThat(fetched.document().select(".preview").text()).contains("執照號碼", "臺南市");
    }

    @Test
    void saysInClearWordsThatTheProviderGrantsItNot() throws Exception {
        var desk = ImportDesk.of(warehouse);

        Visited refused = fetch(desk, "licences_refused", "2024");

        assertThat(refused.document().select(".notice.danger").text()).contains("提供機關沒有就此服務、目的及依據授權", "access_denied");
        assertThat(refused.document().select(".begin")).isEmpty();
        assertThat(warehouse
                        .platform()
                        .bean(Receipts.class)
                        .check(evidence(refused), TestExchange.PORTAL, PROVIDER)
                        .sides())
                .as("a refusal is evidence as well")
                .isNotEmpty();
    }

    @Test
    void saysThatTheProvidersSystemHasNoSuchBatch() throws Exception {
        var desk = ImportDesk.of(warehouse);

        assertThat(fetch(desk, "licences", "1999")
                        .document()
                        .select(".notice.danger")
                        .text())
                .contains("404");
    }

    @Test
    void refusesAPeriodOfWhichNothingIsOfferedAndNamesThoseThatAre() throws Exception {
        var desk = ImportDesk.of(warehouse);

        Visited refused = fetch(desk, "licences", "2099");

        assertThat(refused.document().select(".notice.danger").text())
                .contains("提供機關沒有「2099」這一期的資料；已知有：2024, 2023，請改選其中一期", "known are 2024, 2023");
        assertThat(refused.document().select("form.begin")).isEmpty();
    }

    @Test
    void asksForNothingThatNoFeedDeclares() {
        var desk = ImportDesk.of(warehouse);
        Visited page = desk.analyst().open("/warehouse/imports");
        assertThat(page.document().select("#offered option")).hasSize(2);

        Visited refused =
                desk.analyst().submit(page, "form.fetch", Map.of("offered", "income-tax-by-village", "batch", "../1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary a").eachAttr("href"))
                .containsExactly("#offered", "#batch");
        assertThat(refused.document().select("#batch").val()).isEqualTo("../1");
    }

    private static Visited fetch(ImportDesk desk, String table, String batch) throws InterruptedException {
        return desk.submit(
                desk.analyst().open("/warehouse/imports"), "form.fetch", Map.of("offered", table, "batch", batch));
    }

    private static UUID evidence(Visited page) {
        return UUID.fromString(page.document().select("dl.summary code.digest").text());
    }

    private static void declare(String table, String basis) throws IOException {
        Path dictionary = Files.createDirectories(warehouse.folder().resolve("dictionary"));
        Files.writeString(dictionary.resolve(table + ".yaml"), """
                feed: %1$s
                version: 1
                table:
                  table: %1$s
                  version: 1
                  chinese: 營造業執照
                  english: Licences of construction firms
                  source: 國土管理署 National Land Management Agency
                  columns:
                    - {name: number, chinese: 執照號碼, english: Number, type: text, key: true}
                    - {name: county, chinese: 縣市, english: County, type: text}
                    - {name: firms, chinese: 家數, english: Firms, type: integer}
                batch: {file: '(\\d{4})'}
                fetch:
                  exchange:
                    member: TW/GOV/NLMA
                    subsystem: construction
                    service: licences
                    path: /{batch}
                    purpose: construction-firm-registration
                    basis: %2$s
                    batches: ['2024', '2023']
                layouts:
                  - columns:
                      - {name: number, from: [執照號碼]}
                      - {name: county, from: [縣市]}
                      - {name: firms, from: [家數]}
                """.formatted(table, basis));
    }
}

package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class ImportTest {
    private static final String FEED = "income-tax-by-village";
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String GOOD = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";
    private static final String BAD = "台北市,松山區,復盛里,許多,1652162,1196,794,418,1454,1529.70,127.86\n";

    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void showsTheFirstRowsImportsAndReportsWhatWasSetAside() throws InterruptedException {
        TestVisitor analyst = warehouse.analyst();

        Visited preview = send(analyst, FEED, "2008.csv", HEADER + GOOD + BAD, StandardCharsets.UTF_8);
        assertThat(preview.document().select(".preview tbody tr")).hasSize(2);
        assertThat(preview.text()).contains("中崙里", "各村里綜合所得稅申報統計");

        Visited report = imported(analyst, preview);
        assertThat(report.document().select(".figures strong").eachText()).containsExactly("2", "1", "1");
        assertThat(report.document().select(".preview tbody tr").text()).contains("2008.csv", "許多");
        assertThat(analyst.open(report.address() + "/set-aside.csv").response().body())
                .contains("許多");
        Visited answer = analyst.submit(
                analyst.open("/warehouse/sql"),
                "form.editor",
                Map.of("statement", "select village from income_tax_by_village"));
        assertThat(answer.document().select(".result tbody td").eachText()).containsExactly("中崙里");

        Visited again = imported(analyst, send(analyst, FEED, "2008.csv", HEADER + GOOD + BAD, StandardCharsets.UTF_8));
        assertThat(again.text()).contains("以前就匯入過");
    }

    @Test
    void showsBig5AsItIsMeant() {
        Visited preview = send(warehouse.analyst(), FEED, "2009.csv", HEADER + GOOD, Charset.forName("x-windows-950"));

        assertThat(preview.document().select(".preview").text()).contains("納稅單位", "松山區");
        warehouse.analyst().submit(preview, "form[action$=/drop]", Map.of());
    }

    @Test
    void saysWhyAFileCannotBeImported() throws InterruptedException {
        TestVisitor analyst = warehouse.analyst();

        Visited failed = imported(analyst, send(analyst, FEED, "2010.csv", "a,b\n1,2\n", StandardCharsets.UTF_8));

        assertThat(failed.document().select(".notice.danger").text()).contains("沒有匯入");
        assertThat(failed.document().select("[lang=en]").text()).isNotEmpty();
    }

    @Test
    void saysThatAFileWasHeldBecauseItDiffersTooMuchFromTheOneBefore() throws InterruptedException {
        TestVisitor analyst = warehouse.analyst();
        imported(analyst, send(analyst, FEED, "2012.csv", HEADER + villages(100), StandardCharsets.UTF_8));

        Visited held =
                imported(analyst, send(analyst, FEED, "2013.csv", HEADER + villages(80), StandardCharsets.UTF_8));

        assertThat(held.document().select(".notice.danger").text()).contains("沒有匯入");
        assertThat(held.text()).contains("與前一批差異過大", "--accept-drift");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".hidden.csv", "a\u202Evsc.csv"})
    void refusesNamesThatHideSomething(String name) {
        Visited refused = send(warehouse.analyst(), FEED, name, HEADER + GOOD, StandardCharsets.UTF_8);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary a[href=#file]")).isNotEmpty();
    }

    @Test
    void isForAnalystsAlone() {
        assertThat(warehouse.signedIn("林承辦").open("/warehouse/imports").status())
                .isEqualTo(403);
    }

    private static String villages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> GOOD.replace("中崙里", "第" + i + "里"))
                .collect(Collectors.joining());
    }

    private static Visited imported(TestVisitor analyst, Visited preview) throws InterruptedException {
        Visited page = analyst.submit(preview, "form[action$=/begin]", Map.of());
        for (int i = 0; i < 300 && page.text().contains("匯入中"); i++) {
            Thread.sleep(200);
            page = analyst.open(page.address().toString());
        }
        return page;
    }

    private static Visited send(TestVisitor analyst, String feed, String name, String text, Charset charset) {
        String csrf = analyst.open("/warehouse/imports")
                .document()
                .select("form.send [name=_csrf]")
                .val();
        String begin = part("_csrf") + csrf + "\r\n" + part("feed") + feed + "\r\n"
                + "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n";
        byte[] content = text.getBytes(charset);
        byte[] head = begin.getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8);
        return analyst.send(
                HttpRequest.newBuilder(URI.create(warehouse.platform().address() + "/warehouse/imports"))
                        .header("Content-Type", "multipart/form-data; boundary=limit")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(java.util.List.of(head, content, tail)))
                        .build());
    }

    private static String part(String name) {
        return "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
    }
}

package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestVisitor;

class DictionaryTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.shared();
    }

    @Test
    void listsTheTablesWithTheirRowsAndSaysWhichHaveNone() {
        var page = warehouse.analyst().open("/warehouse");

        assertThat(page.heading()).isEqualTo("資料倉儲");
        assertThat(page.document()
                        .select(".card:has(code:containsOwn(traffic_accidents_fatal))")
                        .text())
                .contains("A1類道路交通事故", "21,910 列", "內政部警政署");
        assertThat(page.document()
                        .select(".card:has(code:containsOwn(education_by_village))")
                        .text())
                .contains("尚無資料");
    }

    @ParameterizedTest
    @ValueSource(strings = {"出生數", "BIRTHS"})
    void findsTablesByTheirColumnsInEitherLanguage(String words) {
        var page = warehouse.analyst().open("/warehouse?words=" + URLEncoder.encode(words, StandardCharsets.UTF_8));

        assertThat(page.document().select(".card h2 a").eachAttr("href"))
                .containsExactly("/warehouse/tables/vital_events_by_village");
        assertThat(page.document().select(".found").text()).contains("births");
    }

    @Test
    void describesATableWithItsColumnsCodesAndSnapshots() {
        var page = warehouse.analyst().open("/warehouse/tables/taipei_crime_points");

        assertThat(page.text()).contains("臺北市政府警察局", "taipei-crime-points", "間接（已公布）", "新增");
        assertThat(page.document().select("#codes-taipei_crime + dl dt")).isNotEmpty();
        assertThat(page.document().select("#snapshots + p + .table-scroll tbody tr"))
                .hasSize(1);
        assertThat(page.document().select("a[href='/warehouse/sql?table=taipei_crime_points']"))
                .isNotEmpty();
    }

    @Test
    void explainsTermsAndFindsTheirTablesHoweverTheyAreWritten() {
        var page = warehouse.analyst().open("/warehouse?words=" + URLEncoder.encode("台北縣", StandardCharsets.UTF_8));

        assertThat(page.document().select(".terms").text()).contains("鄉鎮市區", "現行代碼");
        assertThat(page.document().select(".card h2 a").eachAttr("href"))
                .contains("/warehouse/tables/vital_events_by_village", "/warehouse/tables/income_tax_by_village");
    }

    @Test
    void saysOfEachColumnWhereItComesFromAndWhoUsesIt() {
        var analyst = warehouse.analyst();
        var answer = analyst.submit(
                analyst.open("/warehouse/sql"),
                "form.editor",
                Map.of("statement", "select date, count(*) from taipei_crime_points group by 1"));
        analyst.submit(answer, "form.keep", Map.of("name", "每年件數"));

        var page = analyst.open("/warehouse/tables/taipei_crime_points");

        assertThat(page.document()
                        .select("table.lineage tbody tr:has(code:containsOwn(date))")
                        .text())
                .contains("發生日期", "每年件數", "taipei_crime.");
        assertThat(page.document().select("#lineage ~ dl").text()).contains("sha256:", "沒有匯入紀錄");
    }

    @Test
    void saysThatATableIsUnknown() {
        assertThat(warehouse.analyst().open("/warehouse/tables/secrets").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/warehouse",
                "/warehouse/tables/taipei_crime_points",
                "/warehouse/sql",
                "/warehouse/queries",
                "/warehouse/programs"
            })
    void isForAnalystsAlone(String path) {
        TestVisitor officer = warehouse.signedIn("林承辦");

        assertThat(officer.open("/desk").document().select("a[href=/warehouse]"))
                .isEmpty();
        assertThat(officer.open(path).status()).isEqualTo(403);
        assertThat(warehouse.signedIn("王小橋").open(path).status()).isEqualTo(403);
        assertThat(warehouse.platform().visitor().open(path).address().getPath())
                .isEqualTo("/sign-in");
    }
}

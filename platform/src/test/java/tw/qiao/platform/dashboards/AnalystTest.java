package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The page on which an analyst begins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalystTest {
    private TestPlatform platform;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void opensAfterSignInAndLeadsToTheWarehouseTheDashboardsAndTheirSources() {
        Visited page = signIn(platform.visitor(), "分析員");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("分析工作");
        assertThat(page.document().select("main a").eachAttr("href"))
                .containsExactly("/warehouse", "/warehouse/imports", "/reports", "/dashboards");
        assertThat(page.text()).contains("圖資來源：內政部國土測繪中心");
    }

    @Test
    void isForAnalystsAlone() {
        TestVisitor officer = platform.visitor();
        Visited desk = signIn(officer, "林承辦");

        assertThat(desk.document().select("a[href=/analyst]")).isEmpty();
        assertThat(officer.open("/analyst").status()).isEqualTo(403);
    }

    private static Visited signIn(TestVisitor visitor, String name) {
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        return visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
    }
}

package tw.qiao.platform.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The page "who used my data" when a party lies, forgets or cannot be asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedEvidenceTest {
    private ForgingNode node;
    private TestPlatform platform;
    private TestVisitor citizen;
    private ForgingNode.Use use;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        node = ForgingNode.start(folder);
        String[] settings = node.platformSettings();
        platform = TestPlatform.start("qiao.site.demo=true", settings[0], settings[1]);
        citizen = platform.visitor();
        citizen.submit(citizen.open("/demo/sign-in"), "form:has(input[name=nationalId])", Map.of());
    }

    @AfterAll
    void stop() {
        platform.close();
        node.close();
    }

    @BeforeEach
    void beUsed() {
        use = node.use();
    }

    @Test
    void holdsWhenBothLogsAgree() {
        use.shows("consumer", "one", "two").shows("provider", "one", "two");

        assertThat(tag()).isEqualTo("tag good 證明已核對");
        assertThat(proof("success")).contains("雙方的日誌都有這次交換");
    }

    @Test
    void showsDifferentRequestsInRed() {
        use.shows("consumer", "one", "two").shows("provider", "another", "two");

        assertThat(tag()).isEqualTo("tag bad 證明不成立");
        assertThat(proof("danger")).contains("雙方紀錄的請求不一樣").doesNotContain("回應不一樣");
    }

    @Test
    void showsDifferentAnswersInRed() {
        use.shows("consumer", "one", "two").shows("provider", "one", "another");

        assertThat(tag()).isEqualTo("tag bad 證明不成立");
        assertThat(proof("danger")).contains("雙方紀錄的回應不一樣").doesNotContain("請求不一樣");
    }

    @Test
    void showsAReceiptUnderAKeyThatTheRegistryDoesNotKnowInRed() {
        use.shows("consumer", "one", "two").shows("provider", "impostor", Map.of("request", "one", "response", "two"));

        assertThat(tag()).isEqualTo("tag bad 證明不成立");
        assertThat(proof("danger")).contains("提供資料一方的紀錄，無法證明在簽過章的日誌裡");
    }

    @Test
    void showsAPartyWithoutARecordInRed() {
        use.shows("consumer", "one", "two").lists("missing", "provider");

        assertThat(tag()).isEqualTo("tag bad 證明不成立");
        assertThat(proof("danger")).contains("提供資料的一方沒有這次交換的紀錄");
    }

    @Test
    void showsAPartyThatCannotBeAskedInYellow() {
        use.shows("consumer", "one", "two").lists("unreachable", "provider");

        assertThat(tag()).isEqualTo("tag warning 證明現在無法核對");
        assertThat(proof("warning")).contains("有一方的日誌現在問不到");
    }

    @Test
    void showsAProofThatTheOwnNodeFailsToTellInYellow() {
        assertThat(tag()).isEqualTo("tag warning 證明現在無法核對");
        assertThat(proof("warning")).contains("有一方的日誌現在問不到");
    }

    @Test
    void showsAFailureThatOnlyOneSideRecordedInRed() {
        use.shows("consumer", "consumer", Map.of("request", "one", "refusal", ""))
                .shows("provider", "one", "two");

        assertThat(tag()).isEqualTo("tag bad 證明不成立");
        assertThat(proof("danger")).contains("有一方沒有回應的紀錄");
    }

    @Test
    void namesAnEntryOfAnUnknownKindPlainly() {
        use.shows("consumer", "one", "two")
                .shows("provider", "provider", Map.of("request", "one", "<b>surprise</b>", ""));

        assertThat(proof("danger")).contains("有一方沒有回應的紀錄");
    }

    private String tag() {
        Visited uses = citizen.open("/my/data-uses");
        assertThat(uses.document().select(".use")).hasSize(1);
        var tag = uses.document().select(".use .tag").last();
        return tag == null ? "" : tag.className() + " " + tag.text();
    }

    private String proof(String tone) {
        Visited proof = citizen.open(use.page());
        assertThat(proof.status()).isEqualTo(200);
        return proof.document().select(".notice." + tone).text();
    }
}

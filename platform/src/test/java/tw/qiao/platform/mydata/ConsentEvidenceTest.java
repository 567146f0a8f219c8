package tw.qiao.platform.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.log.Commitment;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.support.FaultyNode;
import tw.qiao.platform.support.TestPlatform;

/** What anybody can read about consents, and what only who holds them can check. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentEvidenceTest {
    private static final String PERSON = NationalId.synthetic('Z', true, 79).value();

    private FaultyNode node;
    private TestPlatform platform;
    private EvidenceLog log;
    private UUID account;
    private Consent consent;
    private UUID exchange;

    @BeforeAll
    void consentUseAndWithdraw() {
        node = FaultyNode.start();
        platform = TestPlatform.start("qiao.exchange.node=" + node.address());
        log = platform.bean(EvidenceLog.class);
        account = UUID.randomUUID();
        Map<String, String> subjects = Map.of("applicant", PERSON);
        consent = platform.bean(Consents.class).give(account, List.of("household"), subjects);
        platform.bean(MyData.class).fetch(consent.id(), account, "household", subjects);
        platform.bean(Consents.class).withdraw(consent.id(), account);
        exchange = platform.database()
                .sql("select exchange from mydata.attempt")
                .query(UUID.class)
                .single();
    }

    @AfterAll
    void stop() {
        platform.close();
        node.close();
    }

    private String entry(String key) throws InterruptedException {
        for (int tries = 0; tries < 200 && log.indexOf(key).isEmpty(); tries++) {
            Thread.sleep(50);
        }
        return new String(log.entry(log.indexOf(key).orElseThrow()), StandardCharsets.UTF_8);
    }

    private List<String> entries() throws InterruptedException {
        return List.of(
                entry("consent-given/" + consent.id()),
                entry("consent-used/" + exchange),
                entry("consent-withdrawn/" + consent.id()));
    }

    @Test
    void tellsKindsAndTimesAndNothingThatJoinsThemToAPerson() throws InterruptedException {
        for (String entry : entries()) {
            assertThat(CanonicalJson.MAPPER.readTree(entry).propertyNames())
                    .containsExactlyInAnyOrder("v", "kind", "at", "commit");
            assertThat(entry)
                    .doesNotContain(
                            consent.id().toString(),
                            exchange.toString(),
                            account.toString(),
                            PERSON,
                            "household",
                            "unavailable");
        }
    }

    @Test
    void canBeMadeAgainByWhoHoldsTheConsentAndItsSalt() throws InterruptedException {
        String salt = platform.database()
                .sql("select salt from mydata.consent")
                .query(String.class)
                .single();
        List<String> entries = entries();
        byte[] document = consent.document().getBytes(StandardCharsets.UTF_8);

        assertThat(text(entries.get(0), "commit")).isEqualTo(Commitment.to(document, salt));
        assertThat(text(entries.get(1), "commit"))
                .isEqualTo(Commitment.to(
                        Map.of(
                                "v",
                                2,
                                "kind",
                                "consent-used",
                                "consent",
                                consent.id().toString(),
                                "item",
                                "household",
                                "gx_id",
                                exchange.toString(),
                                "outcome",
                                "unavailable",
                                "at",
                                text(entries.get(1), "at")),
                        salt));
        assertThat(text(entries.get(2), "commit"))
                .isEqualTo(Commitment.to(
                        Map.of(
                                "v",
                                2,
                                "kind",
                                "consent-withdrawn",
                                "consent",
                                consent.id().toString(),
                                "at",
                                text(entries.get(2), "at")),
                        salt));
    }

    private static String text(String entry, String name) {
        JsonNode json = CanonicalJson.MAPPER.readTree(entry);
        return json.path(name).stringValue("");
    }
}

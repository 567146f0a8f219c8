package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.ProvenEntry;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.platform.support.TestPlatform;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivilegedActionEvidenceTest {
    private static final String OFFICER = NationalId.synthetic('Z', true, 77).value();

    private TestPlatform platform;
    private EvidenceLog log;
    private UUID administrator;
    private UUID officer;

    @BeforeAll
    void actOnAnAccount() {
        platform = TestPlatform.start();
        log = platform.bean(EvidenceLog.class);
        Accounts accounts = platform.bean(Accounts.class);
        People people = platform.bean(People.class);
        String nationalId = NationalId.synthetic('Z', false, 78).value();
        administrator = accounts.open(nationalId, "管理員", "", Set.of(Role.ADMINISTRATOR), "")
                .id();
        people.open(new NewPerson(OFFICER, "林承辦", "lin@example.tw", "OFFICER", "TW/GOV/NLMA"), administrator);
        officer = accounts.ofNationalId(OFFICER).orElseThrow().id();
        people.link(officer, administrator);
        people.grant(officer, Set.of(Role.ANALYST), "", administrator);
        people.endSessions(officer, administrator);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private record Recorded(PrivilegedAction action, String salt) {}

    private List<Recorded> recorded() {
        return platform.database()
                .sql("select * from identity.security_event where account = :id and actor is not null order by at")
                .param("id", officer)
                .query((row, _) -> recorded(row))
                .list();
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        var action = PrivilegedAction.of(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("actor", UUID.class),
                row.getObject("account", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("salt"));
        return new Recorded(action, row.getString("salt"));
    }

    private ProvenEntry proven(PrivilegedAction action) throws InterruptedException {
        String key = PrivilegedActionEvidence.key(action);
        for (int tries = 0; tries < 200 && log.indexOf(key).isEmpty(); tries++) {
            Thread.sleep(50);
        }
        var receipt = log.receipt(log.indexOf(key).orElseThrow());
        var state = receipt.verify(platform.bean(VerificationKey.class), log.origin());
        ProvenEntry entry = receipt.entries().getFirst();
        assertThat(entry.isIn(state)).isTrue();
        return entry;
    }

    @Test
    void writesEveryActionIntoTheLogWithAProof() throws InterruptedException {
        List<Recorded> all = recorded();

        assertThat(all)
                .extracting(each -> each.action().kind())
                .containsExactly("account-opened", "enrolment-link-made", "roles-changed", "sessions-ended");
        for (Recorded each : all) {
            JsonNode entry = CanonicalJson.MAPPER.readTree(proven(each.action()).content());
            assertThat(entry.path("kind").stringValue()).isEqualTo(each.action().kind());
            assertThat(entry.path("at").stringValue())
                    .isEqualTo(each.action().at().toString());
            assertThat(entry.path("commit").stringValue())
                    .isEqualTo(each.action().commitment());
        }
    }

    @Test
    void tellsNobodyWhoDidItToWhom() throws InterruptedException {
        for (Recorded each : recorded()) {
            String entry = new String(proven(each.action()).content(), StandardCharsets.UTF_8);

            assertThat(entry)
                    .doesNotContain(
                            administrator.toString(),
                            officer.toString(),
                            each.action().id().toString(),
                            each.salt(),
                            OFFICER,
                            "林承辦",
                            "lin@");
            assertThat(each.salt()).hasSizeGreaterThan(40);
        }
    }

    @Test
    void writesAnActionThatIsDeliveredAgainOnce() throws InterruptedException {
        for (Recorded each : recorded()) {
            proven(each.action());
        }
        long size = log.size();

        recorded().forEach(each -> new PrivilegedActionEvidence(log).on(each.action()));

        assertThat(log.size()).isEqualTo(size);
    }
}

package tw.qiao.platform.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.platform.reconciliation.LogKeeper.Said;
import tw.qiao.platform.support.TestPlatform;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationTest {
    private TestPlatform platform;
    private Reconciliation reconciliation;
    private Path folder;
    private LogKeeper consumer;
    private LogKeeper provider;
    private int count;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        platform = TestPlatform.start();
        reconciliation = platform.bean(Reconciliation.class);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @BeforeEach
    void twoParties() {
        count++;
        consumer = new LogKeeper("CONSUMER" + count, folder);
        provider = new LogKeeper("PROVIDER" + count, folder);
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
    }

    private Said said(UUID id, String side, String kind) {
        return new Said(id, side, kind, consumer.member(), provider.member());
    }

    /** Both parties' entries of a whole exchange, as honest nodes write them. */
    private UUID exchange() {
        var id = UUID.randomUUID();
        consumer.append(said(id, "consumer", "request"));
        provider.append(said(id, "provider", "request"));
        provider.append(said(id, "provider", "response"));
        consumer.append(said(id, "consumer", "response"));
        return id;
    }

    private void round() {
        consumer.publish();
        provider.publish();
        reconciliation.round(List.of(consumer.shown(), provider.shown()));
    }

    /** Lets the time of grace pass for all that was seen until now. */
    private void gracePasses() {
        platform.database()
                .sql("update reconciliation.entry set seen = seen - interval '5 minutes'")
                .update();
        platform.database()
                .sql("update reconciliation.log set checked_at = checked_at - interval '5 minutes'")
                .update();
    }

    private List<String> findings() {
        return platform.database()
                .sql("""
                        select kind || ' ' || part || ' ' || coalesce(p.code, '') from reconciliation.finding f
                        left join reconciliation.party p on p.id = f.party
                        where f.consumer in (select id from reconciliation.party where code = :consumer)
                          or f.party in (select id from reconciliation.party where code in (:consumer, :provider))
                        order by 1
                        """)
                .param("consumer", consumer.member())
                .param("provider", provider.member())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> findingsInTheEnd() {
        round();
        gracePasses();
        round();
        return findings();
    }

    @Test
    void findsNothingWhereBothLogsSayTheSame() {
        for (int i = 0; i < 300; i++) {
            exchange();
        }
        assertThat(findingsInTheEnd()).isEmpty();
    }

    @Test
    void findsWhatOnePartyLeavesOutOnceItsLogWasSeenLongAfter() {
        var all = UUID.randomUUID();
        consumer.append(said(all, "consumer", "request"));
        consumer.append(said(all, "consumer", "response"));
        var answer = UUID.randomUUID();
        provider.append(said(answer, "provider", "request"));
        consumer.append(said(answer, "consumer", "request"));
        consumer.append(said(answer, "consumer", "response"));
        var used = UUID.randomUUID();
        provider.append(said(used, "provider", "request"));
        provider.append(said(used, "provider", "response"));

        round();
        assertThat(findings()).isEmpty();
        gracePasses();
        provider.goAway(true);
        round();
        assertThat(findings()).containsExactly("missing request " + consumer.member());
        provider.goAway(false);
        round();

        assertThat(findings())
                .containsExactly(
                        "missing request " + consumer.member(),
                        "missing request " + provider.member(),
                        "missing response " + provider.member());
    }

    @Test
    void findsARequestWhoseOutcomeTheConsumerNeverRecorded() {
        var id = UUID.randomUUID();
        consumer.append(said(id, "consumer", "request"));
        provider.append(said(id, "provider", "request"));
        provider.append(said(id, "provider", "response"));

        assertThat(findingsInTheEnd()).containsExactly("missing outcome " + consumer.member());
    }

    @Test
    void findsEveryFieldAboutWhichTheyDiffer() {
        for (String field : List.of("client", "service", "purpose", "basis", "method", "request")) {
            var id = exchangeWithoutConsumer();
            consumer.append(said(id, "consumer", "request").with(field, changed(field)));
            consumer.append(said(id, "consumer", "response"));
        }
        for (String field : List.of("status", "response")) {
            var id = exchangeWithoutConsumer();
            consumer.append(said(id, "consumer", "request"));
            consumer.append(said(id, "consumer", "response").with(field, field.equals("status") ? 404 : "other"));
        }

        assertThat(findingsInTheEnd())
                .hasSize(8)
                .filteredOn(finding -> finding.startsWith("differing request"))
                .hasSize(6);
    }

    private UUID exchangeWithoutConsumer() {
        var id = UUID.randomUUID();
        provider.append(said(id, "provider", "request"));
        provider.append(said(id, "provider", "response"));
        return id;
    }

    private String changed(String field) {
        return switch (field) {
            case "client" -> consumer.member() + "/other";
            case "service" -> provider.member() + "/register/other";
            default -> "other";
        };
    }

    @Test
    void aServiceThatTheConsumersLogMayNotNameIsNoDifference() {
        var id = exchangeWithoutConsumer();
        consumer.append(said(id, "consumer", "request").with("service", provider.member() + "/register/-"));
        consumer.append(said(id, "consumer", "response").with("service", provider.member() + "/register/-"));

        assertThat(findingsInTheEnd()).isEmpty();
    }

    @Test
    void refusalsGiveNoFalseAlarm() {
        var refused = UUID.randomUUID();
        consumer.append(said(refused, "consumer", "request"));
        consumer.append(said(refused, "consumer", "response").with("code", "server.access_denied"));
        provider.append(said(refused, "provider", "refusal"));
        var counted = UUID.randomUUID();
        consumer.append(said(counted, "consumer", "request"));
        consumer.append(said(counted, "consumer", "response").with("code", "server.overloaded"));
        provider.append(said(UUID.randomUUID(), "provider", "refusals")
                .with("code", "server.overloaded")
                .with("count", 7)
                .with("second", Instant.parse("2026-11-21T00:00:01Z").getEpochSecond()));
        var unreachable = UUID.randomUUID();
        consumer.append(said(unreachable, "consumer", "request"));
        consumer.append(said(unreachable, "consumer", "refusal"));
        provider.append(
                said(UUID.randomUUID(), "provider", "refusal").without("client").without("service"));
        consumer.append(said(UUID.randomUUID(), "consumer", "refusal"));

        assertThat(findingsInTheEnd()).isEmpty();
    }

    @Test
    void findsARefusalOfWhichTheProviderHasNoRecord() {
        var id = UUID.randomUUID();
        consumer.append(said(id, "consumer", "request"));
        consumer.append(said(id, "consumer", "response").with("code", "server.access_denied"));

        assertThat(findingsInTheEnd()).containsExactly("missing refusal " + provider.member());
    }

    @Test
    void findsEntriesThatAreThereTwiceOrLieFarApart() {
        var twice = exchange();
        provider.append(said(twice, "provider", "response"));
        var apart = UUID.randomUUID();
        Instant later = Instant.parse("2026-11-21T00:05:00Z");
        consumer.append(said(apart, "consumer", "request"));
        consumer.append(said(apart, "consumer", "response").at(later));
        provider.append(said(apart, "provider", "request").at(later));
        provider.append(said(apart, "provider", "response").at(later));

        assertThat(findingsInTheEnd()).containsExactly("doubled entry " + provider.member(), "late request ");
    }

    @Test
    void whatComesAfterAllIsLateAndNoLongerMissing() {
        var id = UUID.randomUUID();
        consumer.append(said(id, "consumer", "request"));
        consumer.append(said(id, "consumer", "response"));
        assertThat(findingsInTheEnd()).containsExactly("missing request " + provider.member());

        provider.append(said(id, "provider", "request"));
        provider.append(said(id, "provider", "response"));

        assertThat(findingsInTheEnd()).containsExactly("late request " + provider.member());
    }

    @Test
    void nobodyCanPutAnEntryIntoTheMouthOfAnother() {
        exchange();
        consumer.append(new Said(UUID.randomUUID(), "provider", "request", consumer.member(), provider.member())
                .with("time", "never"));
        provider.append(said(UUID.randomUUID(), "consumer", "request"));
        provider.append(said(UUID.randomUUID(), "provider", "request").with("service", consumer.member() + "/a/b"));

        assertThat(findingsInTheEnd()).isEmpty();
    }

    @Test
    void findsALogThatShowsAnotherHistoryAndGoesOnWithTheOthers() {
        exchange();
        round();
        provider.fork(folder);

        assertThat(findingsInTheEnd()).containsExactly("forked log " + provider.member());
        assertThat(state(provider).trouble()).isEqualTo("log_forked");
        assertThat(state(consumer).trouble()).isEmpty();
    }

    @Test
    void findsALogThatIsSilentAndSeesWhenItSpeaksAgain() {
        exchange();
        round();
        provider.goAway(true);
        platform.database()
                .sql("update reconciliation.log set checked_at = :then where origin = :origin")
                .param("then", Timestamp.from(Instant.now().minus(Duration.ofMinutes(11))))
                .param("origin", provider.shown().origin())
                .update();
        round();
        assertThat(findings()).containsExactly("silent log " + provider.member());

        provider.goAway(false);
        round();

        Long open = platform.database()
                .sql("""
                        select count(*) from reconciliation.finding f join reconciliation.party p on p.id = f.party
                        where kind = 'silent' and closed_at is null and p.code = :code
                        """)
                .param("code", provider.member())
                .query(Long.class)
                .single();
        assertThat(open).isZero();
    }

    private LogState state(LogKeeper keeper) {
        return platform.bean(LogStates.class).all().stream()
                .filter(state -> state.origin().equals(keeper.shown().origin()))
                .findFirst()
                .orElseThrow();
    }
}

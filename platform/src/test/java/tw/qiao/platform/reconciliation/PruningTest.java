package tw.qiao.platform.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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

/** What the tables of the reconciliation forget after their time, and what they never do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruningTest {
    private TestPlatform platform;
    private Path folder;
    private LogKeeper consumer;
    private LogKeeper provider;
    private int count;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        platform = TestPlatform.start();
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

    private void say(UUID id, String side, String kind) {
        var keeper = side.equals("consumer") ? consumer : provider;
        keeper.append(new Said(id, side, kind, consumer.member(), provider.member()));
    }

    private UUID exchange() {
        var id = UUID.randomUUID();
        say(id, "consumer", "request");
        say(id, "provider", "request");
        say(id, "provider", "response");
        say(id, "consumer", "response");
        return id;
    }

    private void round() {
        consumer.publish();
        provider.publish();
        platform.bean(Reconciliation.class).round(List.of(consumer.shown(), provider.shown()));
    }

    private void pass(String time, UUID... exchanges) {
        for (UUID exchange : exchanges) {
            platform.database()
                    .sql("update reconciliation.entry set seen = seen - :time::interval where gx_id = :id")
                    .param("time", time)
                    .param("id", exchange)
                    .update();
        }
    }

    private long rows(UUID exchange) {
        return platform.database()
                .sql("select count(*) from reconciliation.entry where gx_id = :id")
                .param("id", exchange)
                .query(Long.class)
                .single();
    }

    private void prune() {
        platform.bean(Pruning.class).prune();
    }

    @Test
    void forgetsExchangesAboutWhichBothLogsAgreedFourHundredDaysAgo() {
        var old = exchange();
        var young = exchange();
        round();
        pass("401 days", old);
        pass("399 days", young);

        prune();

        assertThat(rows(old)).isZero();
        assertThat(rows(young)).isEqualTo(4);
        round();
        assertThat(rows(old)).as("what was forgotten is not read again").isZero();
    }

    @Test
    void keepsEveryFindingWithTheEntriesOfBothParties() {
        var id = UUID.randomUUID();
        say(id, "consumer", "request");
        say(id, "consumer", "response");
        round();
        pass("401 days", id);
        round();

        prune();

        assertThat(rows(id)).isEqualTo(2);
        assertThat(platform.database()
                        .sql("select kind from reconciliation.finding where gx_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .list())
                .containsOnly("missing");
    }

    @Test
    void keepsWhatIsStillWaitedForAndWhatANewEntryCameTo() {
        var waiting = UUID.randomUUID();
        say(waiting, "consumer", "request");
        var renewed = exchange();
        round();
        pass("401 days", waiting, renewed);
        platform.database()
                .sql("insert into reconciliation.waiting values (:id) on conflict do nothing")
                .param("id", waiting)
                .update();
        say(renewed, "provider", "refusal");
        round();
        platform.database()
                .sql("insert into reconciliation.waiting values (:id) on conflict do nothing")
                .param("id", waiting)
                .update();

        prune();

        assertThat(rows(waiting)).isEqualTo(1);
        assertThat(rows(renewed)).isEqualTo(5);
    }

    @Test
    void forgetsRefusalsThatWereCountedLongAgo() {
        var now = Instant.now();
        for (long days : new long[] {1, 500}) {
            provider.append(new Said(UUID.randomUUID(), "provider", "refusals", consumer.member(), provider.member())
                    .with("code", "server.overloaded")
                    .with("count", 7)
                    .with("second", now.minus(Duration.ofDays(days)).getEpochSecond()));
        }
        round();

        prune();

        assertThat(platform.database()
                        .sql("""
                                select count(*) from reconciliation.counted c join reconciliation.log l on l.id = c.log
                                where l.origin = :origin
                                """)
                        .param("origin", provider.shown().origin())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesToForgetWithinADay() {
        assertThatThrownBy(() -> new ReconciliationProperties(
                        Duration.ofMinutes(3), Duration.ofSeconds(90), Duration.ofMinutes(10), Duration.ofHours(1)))
                .hasMessageContaining("qiao.reconciliation.kept must be at least 1d");
    }
}

package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tw.qiao.platform.alerts.Alert.State;

class AlertDutyTest {
    private static final Instant NOW = Instant.parse("2025-01-10T04:00:00Z");

    private static WatchedWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = WatchedWarehouse.start();
        warehouse.signedIn("分析員");
        warehouse.signedIn("系統管理員");
        warehouse.evaluate(NOW);
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void tellsAnalystsAtOnceAndNobodyElse() {
        warehouse.signedIn("林承辦");
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "對象",
                "select '2025-01' as period, 'H' as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        warehouse.evaluate(NOW);

        assertThat(warehouse
                        .platform()
                        .database()
                        .sql("""
                                select a.name from notifications.notice n join identity.account a on a.id = n.account
                                where n.dedupe_key like :key
                                """)
                        .param("key", "alerts/opened/" + rule + "/%")
                        .query(String.class)
                        .list())
                .containsExactly("分析員");
    }

    @Test
    void twoEvaluatorsAtOnceOpenNothingTwiceAndTellItOnce() throws Exception {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "雙重",
                "select '2025-0' || x as period, 'A' as place, 50 as figure"
                        + " from (select 1 as x from traffic_accidents_fatal limit 1)"));
        int before = warehouse.notices("alert-opened");
        Rule seen = warehouse.bean(Rules.class).find(rule).orElseThrow();
        var together = new CountDownLatch(1);

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    try {
                        together.await();
                        warehouse.bean(Evaluation.class).evaluate(seen, NOW);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            together.countDown();
        }

        assertThat(warehouse.found(rule, "A")).hasSize(1);
        assertThat(warehouse.notices("alert-opened") - before).isEqualTo(1);
        assertThat(warehouse.bean(Rules.class).find(rule).orElseThrow().evaluations())
                .isEqualTo(1);
    }

    @Test
    void aCrashBeforeTheEndLosesNothingAndTellsNothingTwice() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "中斷",
                "select '2025-01' as period, 'B' as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        int before = warehouse.notices("alert-opened");
        Rule seen = warehouse.bean(Rules.class).find(rule).orElseThrow();

        warehouse.bean(TransactionTemplate.class).executeWithoutResult(crashing -> {
            assertThat(warehouse.bean(Settling.class).settle(seen, warehouse.observe(seen.terms(), NOW), "v1"))
                    .isTrue();
            crashing.setRollbackOnly();
        });
        assertThat(warehouse.found(rule, "B")).isEmpty();
        assertThat(warehouse.notices("alert-opened")).isEqualTo(before);

        warehouse.evaluate(NOW);
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(rule, "B")).hasSize(1);
        assertThat(warehouse.notices("alert-opened") - before).isEqualTo(1);
    }

    @Test
    void escalatesOnlyWhatNobodyAcknowledgedAndOnlyOnce() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "通報",
                "select '2025-01' as period, place, 50 as figure"
                        + " from (select unnest(['C', 'D', 'E']) as place from traffic_accidents_fatal limit 3)"));
        warehouse.evaluate(NOW);
        var book = warehouse.bean(AlertBook.class);
        Alert waiting = warehouse.found(rule, "C").getFirst();
        UUID who = UUID.randomUUID();
        assertThat(book.acknowledge(warehouse.found(rule, "D").getFirst().id(), who, "查證中"))
                .isTrue();
        assertThat(book.snooze(warehouse.found(rule, "E").getFirst().id(), who, 300))
                .isTrue();
        int before = warehouse.notices("alert-escalated");
        var escalation = warehouse.bean(Escalation.class);

        escalation.round(waiting.opened().plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(warehouse.kinds(waiting)).containsExactly("opened");
        IntStream.range(0, 4)
                .parallel()
                .forEach(_ -> escalation.round(waiting.opened().plus(Duration.ofHours(24))));
        escalation.round(waiting.opened().plus(Duration.ofHours(200)));

        assertThat(warehouse.kinds(waiting)).containsExactly("opened", "escalated");
        assertThat(warehouse.kinds(warehouse.found(rule, "D").getFirst())).containsExactly("opened", "acknowledged");
        assertThat(warehouse.kinds(warehouse.found(rule, "E").getFirst())).containsExactly("opened", "snoozed");
        assertThat(warehouse.notices("alert-escalated")).isGreaterThan(before);
        assertThat(told(waiting)).isEqualTo(1);
    }

    @Test
    void whatAPersonClosedStaysClosedWhileItGoesOn() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "結案",
                "select '2025-01' as period, 'F' as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        warehouse.evaluate(NOW);
        Alert alert = warehouse.found(rule, "F").getFirst();

        assertThat(warehouse.bean(AlertBook.class).close(alert.id(), UUID.randomUUID(), "資料無誤"))
                .isTrue();
        assertThat(warehouse.bean(Rules.class).enable(rule, true)).isTrue();
        warehouse.evaluate(NOW);

        assertThat(warehouse.found(rule, "F"))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(State.CLOSED));
    }

    private static int told(Alert alert) {
        return warehouse
                .platform()
                .database()
                .sql("select count(*) from notifications.notice where dedupe_key like :key")
                .param("key", "alerts/escalated/" + alert.id() + "/%")
                .query(Integer.class)
                .single();
    }
}

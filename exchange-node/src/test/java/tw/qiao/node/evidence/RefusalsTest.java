package tw.qiao.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class RefusalsTest {
    private final Problem overload = Problem.of("server.serverproxy.too_many_requests", 429, true, "Too many requests");
    private final Problem other = Problem.of("server.serverproxy.access_denied", 500, false, "Denied");

    private final ConcurrentLinkedQueue<Facts> together = new ConcurrentLinkedQueue<>();
    private final AtomicInteger alone = new AtomicInteger();

    private void refuse(Refusals refusals, Problem problem, String grant) {
        if (refusals.isOwnEntry(Facts.ofMany().put("gx_id", "any").put("grant", grant), problem)) {
            alone.incrementAndGet();
        }
    }

    private long counted() {
        return together.stream()
                .mapToLong(facts -> (Long) facts.values().getOrDefault("count", 0L))
                .sum();
    }

    @Test
    void recordsEveryRefusalOfAFloodWithFewEntries() {
        try (var refusals = new Refusals(together::add, Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 1000; j++) {
                        refuse(refusals, overload, "g" + j % 3);
                    }
                });
            }
        }

        assertThat(counted() + alone.get()).isEqualTo(50_000);
        assertThat(together.size() + alone.get()).isLessThan(300);
    }

    @Test
    void recordsAnyOtherRefusalByItself() {
        try (var refusals = new Refusals(together::add, Clock.systemUTC())) {
            for (int i = 0; i < 5; i++) {
                refuse(refusals, other, "g");
            }
        }

        assertThat(alone).hasValue(5);
        assertThat(together).isEmpty();
    }

    @Test
    void namesNoExchangeWhereItCountsMany() {
        try (var refusals = new Refusals(together::add, Clock.systemUTC())) {
            for (int i = 0; i < 5; i++) {
                refuse(refusals, overload, "g");
            }
        }

        assertThat(together)
                .isNotEmpty()
                .allSatisfy(facts ->
                        assertThat(facts.values()).containsEntry("grant", "g").doesNotContainKey("gx_id"));
    }
}

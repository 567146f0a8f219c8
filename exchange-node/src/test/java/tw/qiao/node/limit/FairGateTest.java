package tw.qiao.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class FairGateTest {
    private static final long LONG = Duration.ofSeconds(20).toNanos();

    private static int count(ConcurrentMap<String, LongAdder> counts, String party) {
        return counts.computeIfAbsent(party, any -> new LongAdder()).intValue();
    }

    @Test
    void letsOnePartyHaveAllWhileNobodyElseAsks() {
        var gate = new FairGate(3, 0);

        assertThat(gate.enters("hot", 0)).isTrue();
        assertThat(gate.enters("hot", 0)).isTrue();
        assertThat(gate.enters("hot", 0)).isTrue();
        assertThat(gate.enters("hot", 0)).isFalse();
    }

    @Test
    void refusesWhoeverWaitedInVain() {
        var gate = new FairGate(1, 1);
        gate.enters("one", 0);

        assertThat(gate.enters("two", Duration.ofMillis(20).toNanos())).isFalse();

        assertThat(gate.waiting()).isZero();
        gate.leave("one", 1);
        assertThat(gate.enters("two", 0)).isTrue();
    }

    @Test
    void takesAQuietPartyIntoAFullQueueAtTheCostOfTheOneThatWaitsMost() throws InterruptedException {
        var gate = new FairGate(1, 4);
        gate.enters("hot", 0);
        var admitted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> {
                    if (gate.enters("hot", LONG)) {
                        gate.leave("hot", 1);
                    }
                });
            }
            while (gate.waiting() < 4) {
                Thread.sleep(1);
            }
            var _ = threads.submit(() -> {
                if (gate.enters("quiet", LONG)) {
                    admitted.incrementAndGet();
                    gate.leave("quiet", 1);
                }
            });
            var _ = threads.submit(() -> {
                Thread.sleep(100);
                gate.leave("hot", 1);
                return null;
            });
        }

        assertThat(admitted).hasValue(1);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void givesEqualSharesUnderFiveTimesTheLoadAndHoldsNoMoreThanItsQueue() throws InterruptedException {
        var gate = new FairGate(4, 20);
        var served = new ConcurrentHashMap<String, LongAdder>();
        var mostWaiting = new AtomicInteger();
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                String party = i < 80 ? "hot" : i < 90 ? "warm" : "quiet";
                var _ = threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        if (gate.enters(party, Duration.ofMillis(50).toNanos())) {
                            mostWaiting.accumulateAndGet(gate.waiting(), Math::max);
                            Thread.sleep(2);
                            served.computeIfAbsent(party, any -> new LongAdder())
                                    .increment();
                            gate.leave(party, 4);
                        } else {
                            Thread.sleep(1);
                        }
                    }
                    return party;
                });
            }
        }

        int fair = (count(served, "hot") + count(served, "warm") + count(served, "quiet")) / 3;
        assertThat(count(served, "hot")).isLessThan(fair * 13 / 10);
        assertThat(count(served, "warm")).isGreaterThan(fair * 7 / 10);
        assertThat(count(served, "quiet")).isGreaterThan(fair * 7 / 10);
        assertThat(mostWaiting.get()).isLessThanOrEqualTo(20);
        assertThat(gate.inside()).isZero();
    }
}

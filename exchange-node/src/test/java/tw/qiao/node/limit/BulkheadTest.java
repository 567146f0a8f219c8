package tw.qiao.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class BulkheadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicLong nanos = new AtomicLong();
    private final Bulkhead bulkhead = new Bulkhead(Bulkhead.Kind.SERVICE, 2, 2, nanos::get);
    private final AtomicInteger calls = new AtomicInteger();

    private int ask(Supplier<Integer> service) {
        return bulkhead.run("one", PATIENCE, service, status -> status == 503);
    }

    private int fails() {
        calls.incrementAndGet();
        throw Problem.of("server.serverproxy.service_failed.network_error", 500, true, "Nobody answers");
    }

    private int answers() {
        calls.incrementAndGet();
        return 200;
    }

    private Problem refusal(Supplier<Integer> service) {
        return catchThrowableOfType(Problem.class, () -> ask(service));
    }

    private void failFiveTimes() {
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(this::fails).code()).endsWith("network_error");
        }
    }

    @Test
    void leavesAServiceAloneThatFailedFiveTimes() {
        failFiveTimes();

        var refused = refusal(this::fails);

        assertThat(refused.code()).isEqualTo("server.serverproxy.service_failed.circuit_open");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);
        assertThat(calls).hasValue(5);
    }

    @Test
    void triesAgainAfterAPauseAndGoesOnWhenThatSucceeds() {
        failFiveTimes();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(ask(this::answers)).isEqualTo(200);
        assertThat(ask(this::answers)).isEqualTo(200);
    }

    @Test
    void waitsTwiceAsLongWhenTheTrialFails() {
        failFiveTimes();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        refusal(this::fails);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(refusal(this::answers).code()).endsWith("circuit_open");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(ask(this::answers)).isEqualTo(200);
    }

    @Test
    void letsOnlyOneCallTryWhileTheCircuitIsHalfOpen() {
        failFiveTimes();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        int status = ask(() -> {
            assertThat(refusal(this::answers).code()).endsWith("circuit_open");
            return 200;
        });

        assertThat(status).isEqualTo(200);
    }

    @Test
    void takesAnAnswerThatSaysSoForAFailure() {
        for (int i = 0; i < 5; i++) {
            ask(() -> 503);
        }

        assertThat(refusal(this::answers).code()).endsWith("circuit_open");
    }

    @Test
    void doesNotOpenBecauseOfQuestionsThatAreWrong() {
        for (int i = 0; i < 20; i++) {
            refusal(() -> {
                throw Problem.of("client.invalid_request", 400, false, "Wrong");
            });
        }

        assertThat(ask(this::answers)).isEqualTo(200);
    }

    @Test
    void refusesWhoeverCannotWaitAsLongAsItIsBusy() throws InterruptedException {
        var busy = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                var _ = threads.submit(() -> ask(() -> {
                    busy.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return 200;
                }));
            }
            busy.await();

            var refused = catchThrowableOfType(
                    Problem.class, () -> bulkhead.run("two", Duration.ofMillis(30), this::answers, status -> false));

            assertThat(refused.code()).isEqualTo("server.serverproxy.overloaded");
            end.countDown();
        }
        assertThat(ask(this::answers)).isEqualTo(200);
    }

    @Test
    void asksFewerAtATimeWhenCallsFailAndMoreAgainWhenTheyAreQuick() {
        var limit = new AdaptiveLimit(64, 4, 256, 0);
        long now = 0;
        for (int i = 0; i < 100; i++) {
            now += Duration.ofSeconds(1).toNanos();
            limit.after(true, 1, 64, now);
        }
        assertThat(limit.now()).isEqualTo(4);

        for (int i = 0; i < 100_000; i++) {
            now += 1_000_000;
            limit.after(false, 1_000_000, 256, now);
        }
        assertThat(limit.now()).isEqualTo(256);
        limit.after(false, 500_000_000, 256, now + 1_000_000_000);
        assertThat(limit.now()).isLessThan(210);
    }
}

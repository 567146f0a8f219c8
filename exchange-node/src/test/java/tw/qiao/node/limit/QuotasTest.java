package tw.qiao.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.node.service.Answer;

class QuotasTest {
    private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z"); // of Taiwan
    private static final Duration DAY = Duration.ofDays(1);
    private static final Answer ANSWER = Answer.json(200, "{}");

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = NOON;
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final Quotas quotas = quotas(Share.ALL);

    private Quotas quotas(Share share) {
        return new Quotas(() -> share, clock, nanos::get);
    }

    private static Quota perDay(long most) {
        return new Quota(most, 0, 0, 0, 0);
    }

    private static int admitted(Quotas quotas, Quota quota, int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            try {
                quotas.use("g", Optional.of(quota), () -> ANSWER);
                admitted++;
            } catch (Problem refused) {
                assertThat(refused.status()).isEqualTo(429);
            }
        }
        return admitted;
    }

    @Test
    void neverExceedsAQuotaHoweverManyThreadsRaceForIt() throws InterruptedException {
        var admitted = new AtomicInteger();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                var _ = threads.submit(() -> {
                    start.await();
                    return admitted.addAndGet(admitted(quotas, perDay(1000), 100));
                });
            }
            start.countDown();
        }

        assertThat(admitted).hasValue(1000);
    }

    @Test
    void countsByTheCalendarDayOfTaiwan() {
        assertThat(admitted(quotas, perDay(3), 5)).isEqualTo(3);

        now = Instant.parse("2026-03-01T15:59:59Z");
        assertThat(admitted(quotas, perDay(3), 5)).isZero();
        now = Instant.parse("2026-03-01T16:00:00Z");
        assertThat(admitted(quotas, perDay(3), 5)).isEqualTo(3);
    }

    @Test
    void saysWhenTheNextHourBegins() {
        now = NOON.plusSeconds(3590);
        var quota = Optional.of(new Quota(0, 1, 0, 0, 0));
        quotas.use("g", quota, () -> ANSWER);

        assertThatThrownBy(() -> quotas.use("g", quota, () -> ANSWER))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("server.serverproxy.quota_exceeded");
                    assertThat(problem.retryAfterSeconds()).isEqualTo(10);
                });
    }

    @Test
    void opensNoDayAgainWhenTheClockIsSetBack() {
        admitted(quotas, perDay(3), 3);

        now = NOON.minus(DAY);

        assertThat(admitted(quotas, perDay(3), 5)).isZero();
    }

    @Test
    void countsWhatWasAnsweredBeforeARestart() {
        quotas.recall("g", NOON.minus(DAY));
        quotas.recall("g", NOON.minusSeconds(7200));
        quotas.recall("g", NOON);

        assertThat(admitted(quotas, perDay(3), 5)).isEqualTo(1);
    }

    @Test
    void countsUsesFromBeforeTheGrantHadAQuota() {
        quotas.use("g", Optional.empty(), () -> ANSWER);

        assertThat(admitted(quotas, perDay(3), 5)).isEqualTo(2);
    }

    @Test
    void splitsAQuotaBetweenTheNodesOfAMember() {
        int first = admitted(quotas(new Share(0, 2)), perDay(7), 10);
        int second = admitted(quotas(new Share(1, 2)), perDay(7), 10);

        assertThat(first + second).isEqualTo(7);
        assertThat(first).isEqualTo(4);
    }

    @Test
    void letsABurstThroughAndThenTheRate() {
        var quota = new Quota(0, 0, 10, 5, 0);

        assertThat(admitted(quotas, quota, 20)).isEqualTo(5);
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(admitted(quotas, quota, 20)).isEqualTo(1);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(admitted(quotas, quota, 20)).isEqualTo(5);
    }

    @Test
    void letsOnlySoManyBeUnderWayAtATime() {
        var quota = Optional.of(new Quota(0, 0, 0, 0, 1));

        quotas.use("g", quota, () -> {
            assertThatThrownBy(() -> quotas.use("g", quota, () -> ANSWER))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.code()).isEqualTo("server.serverproxy.too_many_requests"));
            return ANSWER;
        });

        assertThat(quotas.use("g", quota, () -> ANSWER)).isSameAs(ANSWER);
    }

    @Test
    void usesNothingUpWhereTheServiceHadNoRoom() {
        var quota = Optional.of(perDay(1));
        assertThatThrownBy(() -> quotas.use("g", quota, () -> {
                    throw Overload.node();
                }))
                .isInstanceOf(Problem.class);

        assertThat(quotas.use("g", quota, () -> ANSWER)).isSameAs(ANSWER);
    }
}

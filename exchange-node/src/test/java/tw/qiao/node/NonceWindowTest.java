package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class NonceWindowTest {
    private final Hands clock = new Hands();

    @Test
    void refusesAMessageAgainAsLongAsItCouldBeAccepted() {
        var window = new NonceWindow(clock);
        clock.forward(60);
        window.use("key", "first");

        for (int second = 0; second < 65; second++) {
            assertThatThrownBy(() -> window.use("key", "first"))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertCode(problem, "replayed"));
            clock.forward(1);
        }
    }

    @Test
    void forgetsWhatHasExpired() {
        var window = new NonceWindow(clock);
        window.use("key", "first");

        clock.forward(150);

        assertThatCode(() -> window.use("key", "first")).doesNotThrowAnyException();
    }

    @Test
    void takesTheSameNonceFromAnotherKey() {
        var window = new NonceWindow(clock);
        window.use("key", "first");

        assertThatCode(() -> window.use("other", "first")).doesNotThrowAnyException();
    }

    @Test
    void forgetsNothingWhenTheClockIsSetBack() {
        var window = new NonceWindow(clock);
        window.use("key", "first");
        clock.forward(-30);

        assertThatThrownBy(() -> window.use("key", "first"))
                .isInstanceOfSatisfying(Problem.class, problem -> assertCode(problem, "replayed"));
    }

    @Test
    void refusesAFloodButNotForever() {
        var window = new NonceWindow(clock, 5_000);
        for (int i = 0; i < 5_000; i++) {
            window.use("key", "nonce-" + i);
        }

        assertThatThrownBy(() -> window.use("key", "one more"))
                .isInstanceOfSatisfying(Problem.class, problem -> assertCode(problem, "overloaded"));
        clock.forward(71);
        assertThatCode(() -> window.use("key", "one more")).doesNotThrowAnyException();
        assertThatThrownBy(() -> window.use("key", "nonce-4999"))
                .isInstanceOfSatisfying(Problem.class, problem -> assertCode(problem, "replayed"));
    }

    private static void assertCode(Problem problem, String code) {
        org.assertj.core.api.Assertions.assertThat(problem.code()).endsWith("." + code);
    }

    /** A clock that is moved by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void forward(long seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package tw.qiao.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A body that does not come. */
class BodyWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void wakesAThreadThatWaitsInVainAndLeavesItUninterrupted() {
        var watch = new BodyWatch(true, SECOND);

        assertThatThrownBy(() -> TimeUnit.SECONDS.sleep(20)).isInstanceOf(InterruptedException.class);
        assertThat(watch.end()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesAThreadAloneWhoseBodyIsThere() throws Exception {
        var watch = new BodyWatch(true, SECOND);

        assertThat(watch.end()).isFalse();
        TimeUnit.MILLISECONDS.sleep(2500);
        assertThat(watch.end()).isFalse();
    }
}

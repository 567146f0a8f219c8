package tw.qiao.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class EntranceTest {
    private final AtomicInteger noted = new AtomicInteger();

    @Test
    void refusesWithWhenToAskAgainWhileTheNodeIsFullAndNotesWhoseRequestItWas() throws InterruptedException {
        var entrance = new Entrance(1, 0);
        var isInside = new CountDownLatch(1);
        var leaves = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> entrance.through("busy", () -> waits(isInside, leaves), () -> {}));
            isInside.await();

            assertThatThrownBy(() -> entrance.through("other", () -> "done", noted::incrementAndGet))
                    .isInstanceOfSatisfying(Problem.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo("server.serverproxy.overloaded");
                        assertThat(refusal.status()).isEqualTo(503);
                        assertThat(refusal.retryAfterSeconds()).isPositive();
                    });
            assertThat(noted).hasValue(1);
            leaves.countDown();
        }

        assertThat(entrance.through("other", () -> "done", noted::incrementAndGet))
                .isEqualTo("done");
        assertThat(noted).hasValue(1);
    }

    private static String waits(CountDownLatch isInside, CountDownLatch leaves) {
        isInside.countDown();
        try {
            leaves.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }
}

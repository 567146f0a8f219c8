package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class DecisionCacheTest {
    private final DecisionCache<String, Integer> cache = new DecisionCache<>(10, Integer::longValue);
    private final List<String> made = new ArrayList<>();

    @Test
    void oneMakesWhatSeveralNeedAtOnce() throws InterruptedException, ExecutionException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> first = threads.submit(() -> cache.values(List.of("a"), _ -> {
                begun.countDown();
                await(go);
                return List.of(3);
            }));
            begun.await();
            Future<List<Integer>> second = threads.submit(() -> cache.values(List.of("a", "b"), keys -> {
                assertThat(keys).containsExactly("b");
                go.countDown();
                return List.of(4);
            }));

            assertThat(second.get()).containsExactly(3, 4);
            assertThat(first.get()).containsExactly(3);
        }
    }

    @Test
    void whoeverWaitsHearsOfAFailureWhichIsNotKept() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> first = threads.submit(() -> cache.values(List.of("a"), _ -> {
                begun.countDown();
                await(go);
                throw Problem.invalid("busy", "not now");
            }));
            begun.await();
            Future<List<Integer>> second = threads.submit(() -> cache.values(List.of("b", "a"), _ -> {
                go.countDown();
                return List.of(4);
            }));

            assertThatThrownBy(first::get).hasMessageContaining("not now");
            assertThatThrownBy(second::get).hasCauseInstanceOf(Problem.class).hasMessageContaining("not now");
        }
        assertThat(ask("a", 3)).isEqualTo(3);
        assertThat(made).containsExactly("a");
    }

    @Test
    void forgetsWhatWasNotNeededLatelyWhenThereIsNoMoreRoom() {
        ask("a", 4);
        ask("b", 4);
        ask("a", 4);
        ask("c", 4);
        ask("a", 4);
        ask("b", 4);

        assertThat(made).containsExactly("a", "b", "c", "b");
        assertThat(cache.size()).isEqualTo(8);
    }

    @Test
    void keepsNothingThatIsLargerThanAllTheRoom() {
        ask("a", 11);
        ask("a", 11);

        assertThat(made).containsExactly("a", "a");
        assertThat(cache.size()).isZero();
    }

    private int ask(String key, int value) {
        return cache.values(List.of(key), keys -> {
                    made.addAll(keys);
                    return List.of(value);
                })
                .getFirst();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final int MANY = 100_000;

    private final KeyTable table = new KeyTable(Scratch.inMemory());

    @Test
    void findsWhatItHoldsAndNothingElse() {
        var hashes = new Random(1).longs(2 * MANY).toArray();
        for (int i = 0; i < MANY; i++) {
            table.add(hashes[i], i);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(table.find(hashes[i])).containsExactly(i);
            assertThat(table.find(hashes[MANY + i])).isEmpty();
        }
    }

    @Test
    void findsAllWhoseHashesAreTheSame() {
        var random = new Random(2);
        table.add(0, 5);
        table.add(-1, 6);
        table.add(0, 7);
        for (int i = 0; i < MANY; i++) {
            table.add(random.nextLong(), 100 + i);
        }
        assertThat(table.find(0)).containsExactlyInAnyOrder(5, 7);
        assertThat(table.find(-1)).containsExactly(6);
    }

    @Test
    void losesNothingWhileItGrows() throws Exception {
        var hashes = new Random(3).longs(MANY).toArray();
        var added = new AtomicInteger();
        try (var reader = Executors.newSingleThreadExecutor()) {
            var missing = reader.submit(() -> {
                int count = 0;
                var random = new Random(4);
                while (added.get() < MANY) {
                    int known = added.get();
                    count += known > 0 && table.find(hashes[random.nextInt(known)]).length == 0 ? 1 : 0;
                }
                return count;
            });
            for (int i = 0; i < MANY; i++) {
                table.add(hashes[i], i);
                added.set(i + 1);
            }
            assertThat(missing.get()).isZero();
        }
    }
}

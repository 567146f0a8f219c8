package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was found once and holds for good, for whoever needs it next. Of those who need the same at once one makes it,
 * and the others wait. Failures are not kept; what was not needed lately goes when there is no more room.
 */
final class DecisionCache<K, V> {
    private final long mostSize;
    private final ToLongFunction<V> measured;
    private final Map<K, CompletableFuture<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, Long> sizes = new HashMap<>();
    private long size;

    /** A cache with room for so much of what {@code measured} says. */
    DecisionCache(long mostSize, ToLongFunction<V> measured) {
        this.mostSize = mostSize;
        this.measured = measured;
    }

    /**
     * The values of some keys.
     *
     * @param making makes the values of those that are not here, in their order
     */
    List<V> values(List<K> keys, Function<List<K>, List<V>> making) {
        var all = new ArrayList<CompletableFuture<V>>();
        var mine = new LinkedHashMap<K, CompletableFuture<V>>();
        synchronized (this) {
            for (K key : keys) {
                @Nullable CompletableFuture<V> known = kept.get(key);
                if (known == null) {
                    known = new CompletableFuture<>();
                    kept.put(key, known);
                    mine.put(key, known);
                }
                all.add(known);
            }
        }
        if (!mine.isEmpty()) {
            make(mine, making);
        }
        return all.stream().map(DecisionCache::waited).toList();
    }

    private void make(Map<K, CompletableFuture<V>> mine, Function<List<K>, List<V>> making) {
        var keys = List.copyOf(mine.keySet());
        try {
            List<V> made = making.apply(keys);
            for (int i = 0; i < keys.size(); i++) {
                keep(keys.get(i), measured.applyAsLong(made.get(i)));
                mine.getOrDefault(keys.get(i), new CompletableFuture<>()).complete(made.get(i));
            }
        } catch (RuntimeException | Error failure) {
            forget(mine, failure);
            throw failure;
        }
    }

    private synchronized void keep(K key, long added) {
        sizes.put(key, added);
        size += added;
        var eldest = kept.keySet().iterator();
        while (size > mostSize) {
            @Nullable Long gone = sizes.remove(eldest.next());
            if (gone != null) { // what is still being made has no size yet
                size -= gone;
                eldest.remove();
            }
        }
    }

    private synchronized void forget(Map<K, CompletableFuture<V>> unmade, Throwable failure) {
        unmade.forEach((key, awaited) -> {
            if (awaited.completeExceptionally(failure)) {
                kept.remove(key);
            }
        });
    }

    private static <V> V waited(CompletableFuture<V> value) {
        try {
            return value.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** How much is kept. */
    synchronized long size() {
        return size;
    }
}

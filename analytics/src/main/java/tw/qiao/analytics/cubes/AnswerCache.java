package tw.qiao.analytics.cubes;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;

/**
 * Answers by all that they depend on. Snapshots never change, so an answer is right as long as it is kept; those that
 * were not asked for lately go when there is no more room.
 */
public final class AnswerCache {
    private static final long NUMBERS_FOR_A_CELL = 3;

    private final long mostCells;
    private final DecisionCache<DecisionKey, Optional<Protection>> decisions;
    private final DecisionCache<CoverageKey, Coverage> coverages;
    private final Map<Key, CubeAnswer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private long cells;
    private long hits;

    /** A cache with room for so many cells of answers, and for decisions that take as much room. */
    public AnswerCache(long mostCells) {
        this.mostCells = mostCells;
        this.decisions = new DecisionCache<>(
                NUMBERS_FOR_A_CELL * mostCells,
                protection -> protection.map(Protection::size).orElse(1L));
        this.coverages = new DecisionCache<>(
                mostCells, coverage -> 1L + coverage.months().size());
    }

    /**
     * On what an answer depends.
     *
     * @param rule which rows and columns are seen
     * @param today on which names hold where no period is named
     */
    record Key(
            String cube,
            int version,
            CubeQuery query,
            long snapshot,
            Clearance clearance,
            @Nullable TableRule rule,
            Threshold threshold,
            Language language,
            LocalDate today) {}

    /** On what it depends of which months there are rows. */
    record CoverageKey(
            String cube,
            int version,
            long snapshot,
            Clearance clearance,
            @Nullable TableRule rule) {}

    /** Of which months there are rows. */
    DecisionCache<CoverageKey, Coverage> coverages() {
        return coverages;
    }

    /** What may be told of tables, of which answers are made. */
    DecisionCache<DecisionKey, Optional<Protection>> decisions() {
        return decisions;
    }

    /** The answer, made when it is not here; two that ask at once both make it. */
    CubeAnswer answer(Key key, Supplier<CubeAnswer> made) {
        synchronized (this) {
            @Nullable CubeAnswer known = answers.get(key);
            if (known != null) {
                hits++;
                return known;
            }
        }
        CubeAnswer answer = made.get();
        keep(key, answer);
        return answer;
    }

    private synchronized void keep(Key key, CubeAnswer answer) {
        long size = size(answer);
        if (size > mostCells || answers.containsKey(key)) {
            return;
        }
        answers.put(key, answer);
        cells += size;
        var oldest = answers.entrySet().iterator();
        while (cells > mostCells) {
            cells -= size(oldest.next().getValue());
            oldest.remove();
        }
    }

    /** The names of columns count too, so that empty answers take room. */
    private static long size(CubeAnswer answer) {
        return (long) answer.result().columns().size() * (answer.result().rows().size() + 1);
    }

    /** How many answers were here when they were asked for. */
    public synchronized long hits() {
        return hits;
    }

    /** How many cells are kept. */
    public synchronized long cells() {
        return cells;
    }
}

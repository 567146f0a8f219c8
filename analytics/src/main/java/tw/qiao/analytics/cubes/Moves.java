package tw.qiao.analytics.cubes;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** What is moved between the counts of a table so that one of them could be larger. */
final class Moves {
    private final BlockTable table;

    /** By how much counts grew; made when it is needed first. */
    private long[] moved = {};

    private boolean[] used = {};
    private int[] taken = {};
    private int takenPlaces;

    Moves(BlockTable table) {
        this.table = table;
    }

    /** Forgets what was moved before. */
    void begin() {
        if (moved.length == 0) {
            moved = new long[table.places()];
            used = new boolean[table.places()];
            taken = new int[table.places()];
        }
        taken().forEach(place -> {
            moved[place] = 0;
            used[place] = false;
        });
        takenPlaces = 0;
    }

    /**
     * Whether a count could be larger by the range, or by as much as there is and enough not to be small.
     *
     * @param more moves at most so much to it, and gives how much; 0 where there is no more
     */
    boolean grows(int at, LongUnaryOperator more) {
        long range = table.threshold().range();
        long gained = 0;
        for (long amount = -1; gained < range && amount != 0; gained += amount) {
            amount = more.applyAsLong(range - gained);
        }
        return gained > 0 && table.count(at) + gained >= table.threshold().smallest();
    }

    void move(int place, long amount) {
        moved[place] += amount;
        if (!used[place]) {
            used[place] = true;
            taken[takenPlaces++] = place;
        }
    }

    /** How much a count can still shrink. */
    long left(int place) {
        return table.count(place) + moved[place];
    }

    boolean isUsed(int place) {
        return used[place];
    }

    /** The places of all counts that were moved. */
    IntStream taken() {
        return Arrays.stream(taken, 0, takenPlaces);
    }
}

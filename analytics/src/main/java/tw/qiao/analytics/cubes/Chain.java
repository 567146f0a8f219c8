package tw.qiao.analytics.cubes;

import java.util.List;

/**
 * The levels of one dimension in a {@link Lattice}.
 *
 * @param keys each level's key as SQL over the columns of the table, the widest first
 * @param apart how many of the levels have no sum above them: states are not summed up over time, nor anything over
 *     years
 */
record Chain(Dimension dimension, List<String> keys, int apart) {
    boolean isTime() {
        return dimension.time().isPresent();
    }
}

package tw.qiao.analytics.cubes;

import java.util.List;

/**
 * The levels of one dimension in a {@link Lattice}.
 *
 * @param keys each level's key as SQL over the columns of the table, the widest first
 * @param apart whether counts are never summed up along it, as states over time
 */
record Chain(Dimension dimension, List<String> keys, boolean apart) {
    boolean isTime() {
        return dimension.time().isPresent();
    }
}

package tw.qiao.analytics.cubes;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A dimension by which an answer is parted.
 *
 * @param levels those that name a value, the narrowest last
 * @param totals whether there are rows of all together
 * @param first the number of its first key among the keys of a row
 */
record Side(Dimension dimension, List<Level> levels, boolean totals, int first) {
    boolean isTime() {
        return dimension.time().isPresent();
    }

    int last() {
        return first + levels.size() - 1;
    }

    /** The names of the columns with its keys. */
    List<String> keys() {
        return IntStream.rangeClosed(first, last()).mapToObj(Shape::key).toList();
    }

    /** The span of time that its keys name. */
    TimeLevel span() {
        return levels.getLast().time().orElseThrow();
    }
}

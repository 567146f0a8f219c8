package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys as people expect them: as code lists have them, numbers by size, what is not told after all, then totals. */
final class KeyOrder implements Comparator<List<String>> {
    private static final int LAST = Integer.MAX_VALUE;

    private final List<Map<String, Integer>> positions = new ArrayList<>();

    KeyOrder(Shape shape) {
        for (Side side : shape.sides()) {
            for (Level level : side.levels()) {
                var position = new HashMap<String, Integer>();
                level.codes().keySet().forEach(code -> position.put(code, position.size()));
                position.put(Level.UNKNOWN, LAST - 1);
                position.put(Level.ALL, LAST);
                positions.add(position);
            }
        }
    }

    @Override
    public int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int by = compare(one.get(i), other.get(i), positions.get(i));
            if (by != 0) {
                return by;
            }
        }
        return 0;
    }

    private static int compare(String one, String other, Map<String, Integer> positions) {
        int unlisted = LAST - 2;
        int by = Integer.compare(positions.getOrDefault(one, unlisted), positions.getOrDefault(other, unlisted));
        if (by != 0) {
            return by;
        }
        boolean numbers = isNumber(one) && isNumber(other);
        return numbers && one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : one.compareTo(other);
    }

    private static boolean isNumber(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

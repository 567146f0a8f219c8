package tw.qiao.society;

import java.util.Arrays;

/** People laid out by age, from which the one nearest to a wished age is taken in constant time. */
final class AgeShelf {
    private static final int AGES = 101;
    private final int[] first = new int[AGES];
    private final long[] filled = new long[2];
    private int[] next = new int[1024];
    private int[] person = new int[1024];
    private int size;

    AgeShelf() {
        clear();
    }

    void clear() {
        Arrays.fill(first, -1);
        Arrays.fill(filled, 0);
        size = 0;
    }

    void put(int who, int age) {
        if (size == next.length) {
            next = Arrays.copyOf(next, size * 2);
            person = Arrays.copyOf(person, size * 2);
        }
        person[size] = who;
        next[size] = first[age];
        first[age] = size;
        filled[age >> 6] |= 1L << age;
        size++;
    }

    /** Takes the person whose age is nearest to {@code wish} between {@code low} and {@code high}, or -1. */
    int take(int wish, int low, int high) {
        int above = above(Math.max(wish, low));
        int below = below(Math.min(wish, high));
        boolean aboveFits = above >= 0 && above <= high;
        boolean belowFits = below >= low;
        if (!aboveFits && !belowFits) {
            return -1;
        }
        return pop(aboveFits && (!belowFits || above - wish <= wish - below) ? above : below);
    }

    private int pop(int age) {
        int place = first[age];
        first[age] = next[place];
        if (first[age] < 0) {
            filled[age >> 6] &= ~(1L << age);
        }
        return person[place];
    }

    private int above(int age) {
        if (age >= AGES) {
            return -1;
        }
        int from = Math.max(age, 0);
        long low = from < 64 ? filled[0] & (-1L << from) : 0;
        if (low != 0) {
            return Long.numberOfTrailingZeros(low);
        }
        long high = from < 64 ? filled[1] : filled[1] & (-1L << from);
        return high == 0 ? -1 : 64 + Long.numberOfTrailingZeros(high);
    }

    private int below(int age) {
        if (age < 0) {
            return -1;
        }
        int to = Math.min(age, AGES - 1);
        long high = to < 64 ? 0 : filled[1] & (-1L >>> (127 - to));
        if (high != 0) {
            return 127 - Long.numberOfLeadingZeros(high);
        }
        long low = to < 64 ? filled[0] & (-1L >>> (63 - to)) : filled[0];
        return low == 0 ? -1 : 63 - Long.numberOfLeadingZeros(low);
    }
}

package tw.qiao.analytics.cubes;

import java.util.Arrays;

/** Numbers pairs of numbers from 0 on, in the order in which they come. */
final class Pairs {
    private static final long NONE = -1;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private long[] pairs = none(1 << 10);
    private int[] numbers = new int[pairs.length];
    private int size;

    /** The number of a pair, a new one where it was not there. */
    int number(int first, int second) {
        if (2 * size >= pairs.length) {
            grow();
        }
        long pair = pair(first, second);
        int slot = slot(pair);
        if (pairs[slot] == NONE) {
            pairs[slot] = pair;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    /** The number of a pair; -1 where it was never there. */
    int find(int first, int second) {
        long pair = pair(first, second);
        int slot = slot(pair);
        return pairs[slot] == NONE ? -1 : numbers[slot];
    }

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    private int slot(long pair) {
        long spread = pair * SPREAD;
        int slot = (int) (spread >>> Integer.SIZE) & (pairs.length - 1);
        while (pairs[slot] != NONE && pairs[slot] != pair) {
            slot = (slot + 1) & (pairs.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = pairs;
        int[] numbered = numbers;
        pairs = none(2 * before.length);
        numbers = new int[pairs.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != NONE) {
                int slot = slot(before[i]);
                pairs[slot] = before[i];
                numbers[slot] = numbered[i];
            }
        }
    }

    private static long[] none(int length) {
        long[] pairs = new long[length];
        Arrays.fill(pairs, NONE);
        return pairs;
    }
}

package tw.qiao.society;

/**
 * Random numbers counted from a key (SplitMix64, Steele and others, OOPSLA 2014): what is drawn for one key never
 * depends on what was drawn for another, so every part of the society can be generated alone.
 */
final class Randomness {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private long state;

    Randomness(long seed, long topic, long key) {
        state = mix(mix(mix(seed) + topic * STEP) + key * STEP);
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1} that depends on the two keys alone. */
    static int below(long key, long otherKey, int bound) {
        return (int) (((mix(mix(key) + otherKey * STEP) >>> 33) * bound) >>> 31);
    }

    long next() {
        state += STEP;
        return mix(state);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From 0 to less than 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }
}

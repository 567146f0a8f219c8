package tw.qiao.analytics.cubes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Somebody who reads answers, and adds and subtracts the figures in them, each of which is the sum of some parts. */
final class Reader {
    private static final BigInteger PRIME = BigInteger.valueOf(2_147_483_647L);

    private final int parts;

    /** The sums that were told, in echelon form, in a field in which nothing overflows. */
    private final List<long[]> echelon = new ArrayList<>();

    Reader(int parts) {
        this.parts = parts;
    }

    /** The sum of some parts was told. */
    void read(boolean[] summed) {
        long[] rest = reduced(summed);
        int first = first(rest);
        if (first < 0) {
            return;
        }
        long inverse = BigInteger.valueOf(rest[first]).modInverse(PRIME).longValueExact();
        for (int i = 0; i < parts; i++) {
            rest[i] = rest[i] * inverse % PRIME.longValueExact();
        }
        echelon.add(rest);
    }

    /** Whether a sum can be made up of what was told by adding and subtracting. */
    boolean knows(boolean[] summed) {
        return first(reduced(summed)) < 0;
    }

    private long[] reduced(boolean[] summed) {
        long prime = PRIME.longValueExact();
        long[] rest = new long[parts];
        for (int i = 0; i < parts; i++) {
            rest[i] = summed[i] ? 1 : 0;
        }
        for (long[] row : echelon) {
            int first = first(row);
            long factor = rest[first];
            if (factor != 0) {
                for (int i = 0; i < parts; i++) {
                    rest[i] = Math.floorMod(rest[i] - factor * row[i] % prime, prime);
                }
            }
        }
        return rest;
    }

    private static int first(long[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                return i;
            }
        }
        return -1;
    }
}

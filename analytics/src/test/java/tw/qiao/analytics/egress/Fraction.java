package tw.qiao.analytics.egress;

import java.math.BigInteger;

/** An exact rational number. */
public record Fraction(BigInteger above, BigInteger below) {
    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);

    /** In lowest terms, with what is below the line positive. */
    public Fraction {
        BigInteger common = above.gcd(below);
        if (below.signum() < 0) {
            common = common.negate();
        }
        above = above.divide(common);
        below = below.divide(common);
    }

    /** A whole number. */
    public static Fraction of(long value) {
        return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
    }

    Fraction times(Fraction other) {
        return new Fraction(above.multiply(other.above), below.multiply(other.below));
    }

    Fraction over(Fraction other) {
        return new Fraction(above.multiply(other.below), below.multiply(other.above));
    }

    Fraction negated() {
        return new Fraction(above.negate(), below);
    }

    int sign() {
        return above.signum();
    }

    /** Whether it is the smaller of two. */
    public boolean isLessThan(Fraction other) {
        return plus(other.negated()).sign() < 0;
    }
}

package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Divides the values of a map into at most six classes with about as many places each, at bounds of two significant
 * digits; zero is a bound where values lie on both sides of it, so that no class mixes growth and decline.
 */
final class ColourClasses {
    private static final int CLASSES = 6;

    private ColourClasses() {}

    /** One class: from {@code least}, included, to {@code below}, excluded; the last class includes its greatest. */
    record ColourClass(BigDecimal least, BigDecimal below, boolean isLast) {
        boolean contains(BigDecimal value) {
            return value.compareTo(least) >= 0 && (isLast ? value.compareTo(below) <= 0 : value.compareTo(below) < 0);
        }
    }

    static List<ColourClass> of(List<BigDecimal> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<BigDecimal> sorted = values.stream().sorted().toList();
        var bounds = new TreeSet<BigDecimal>();
        for (int i = 1; i < CLASSES; i++) {
            bounds.add(rounded(sorted.get(sorted.size() * i / CLASSES)));
        }
        BigDecimal least = sorted.getFirst();
        BigDecimal greatest = sorted.getLast();
        if (least.signum() < 0 && greatest.signum() > 0) {
            bounds.add(BigDecimal.ZERO.setScale(least.scale()));
        }
        bounds.removeIf(bound -> bound.compareTo(least) <= 0 || bound.compareTo(greatest) >= 0);
        return between(least, bounds, greatest);
    }

    private static List<ColourClass> between(BigDecimal least, Iterable<BigDecimal> bounds, BigDecimal greatest) {
        var classes = new ArrayList<ColourClass>();
        BigDecimal from = least;
        for (BigDecimal bound : bounds) {
            classes.add(new ColourClass(from, bound, false));
            from = bound;
        }
        classes.add(new ColourClass(from, greatest, true));
        return classes;
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.round(new MathContext(2, RoundingMode.HALF_EVEN)).setScale(value.scale(), RoundingMode.HALF_EVEN);
    }
}

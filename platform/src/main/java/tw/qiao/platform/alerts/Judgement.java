package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a row of points when a rule fires and when that ends. */
final class Judgement {
    private static final int DECIMALS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Terms terms;

    Judgement(Terms terms) {
        this.terms = terms;
    }

    /**
     * A time through which a rule fires for one place.
     *
     * @param first the period in which it began
     * @param last the last period in which it was known to go on
     * @param end the period in which it ended; empty while it goes on
     */
    record Episode(Point first, Point last, Optional<String> end) {}

    /** All times through which it fires, from points in the order of their periods. */
    List<Episode> episodes(List<Point> points) {
        var episodes = new ArrayList<Episode>();
        @Nullable Point first = null;
        @Nullable Point last = null;
        for (Point point : points) {
            Optional<BigDecimal> excess = excess(point);
            if (excess.isEmpty()) {
                continue; // nobody can say, so it stays as it is
            }
            BigDecimal strength = excess.get();
            if (first == null || last == null) {
                if (strength.compareTo(signed(terms.limit().amount())) >= 0) {
                    first = point;
                    last = point;
                }
            } else if (strength.compareTo(signed(terms.limit().release())) >= 0) {
                last = point;
            } else {
                episodes.add(new Episode(first, last, Optional.of(point.period())));
                first = null;
                last = null;
            }
        }
        if (first != null && last != null) {
            episodes.add(new Episode(first, last, Optional.empty()));
        }
        return episodes;
    }

    /** What is held against the limit: the figure or its change; empty when that is not known. */
    Optional<BigDecimal> measured(Point point) {
        BigDecimal figure = point.figure();
        if (terms.kind() != Terms.Kind.CHANGE) {
            return Optional.ofNullable(figure);
        }
        BigDecimal base = point.base();
        if (figure == null || base == null) {
            return Optional.empty();
        }
        if (base.compareTo(terms.limit().smallestBase()) < 0
                || (base.signum() <= 0 && terms.limit().percent())) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal change = figure.subtract(base);
        return Optional.of(
                terms.limit().percent()
                        ? change.multiply(HUNDRED).divide(base, DECIMALS, RoundingMode.HALF_UP)
                        : change);
    }

    /** Larger is worse. */
    private Optional<BigDecimal> excess(Point point) {
        return measured(point).map(amount -> switch (terms.limit().direction()) {
            case ABOVE -> amount;
            case BELOW -> amount.negate();
            case EITHER -> amount.abs();
        });
    }

    /** A limit below which it fires is passed downwards; falls are stated as positive amounts. */
    private BigDecimal signed(BigDecimal limit) {
        boolean downwards = terms.limit().direction() == Terms.Direction.BELOW && terms.kind() != Terms.Kind.CHANGE;
        return downwards ? limit.negate() : limit;
    }
}

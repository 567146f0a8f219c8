package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;

/**
 * The figures of one place: measures, and beside each what it was earlier and how it changed. Only told cells count.
 */
final class Figures {
    private static final long PERCENT = 100;
    private static final int PERCENT_DIGITS = 2;
    private static final Cell NONE = new Cell.Missing(Column.Missing.NOT_APPLICABLE);

    private final Shape shape;
    private final Facts facts;

    Figures(Shape shape, Facts facts) {
        this.shape = shape;
        this.facts = facts;
    }

    /** What the columns that belong to a measure say. */
    static List<Grid.Aspect> aspects(Shape shape) {
        return shape.query().comparison() == CubeQuery.Comparison.NONE
                ? List.of(Grid.Aspect.FIGURE)
                : List.of(Grid.Aspect.values());
    }

    /** The name of a column of a measure. */
    static String name(String measure, Grid.Aspect aspect) {
        return aspect == Grid.Aspect.FIGURE
                ? measure
                : measure + "_" + aspect.name().toLowerCase(Locale.ROOT);
    }

    List<Cell> of(List<String> keys, String measure) {
        Cell now = value(new Facts.Place(keys, false), measure);
        if (shape.query().comparison() == CubeQuery.Comparison.NONE) {
            return List.of(now);
        }
        Cell before = value(earlier(keys), measure);
        Cell change = change(now, before);
        return List.of(now, before, change, ratio(change, before, PERCENT, PERCENT_DIGITS));
    }

    private Facts.Place earlier(List<String> keys) {
        if (shape.compared().isPresent()) {
            return new Facts.Place(keys, true);
        }
        Side side = shape.timeSide().orElseThrow();
        String key = keys.get(side.last());
        var shifted = new ArrayList<>(keys);
        if (!key.equals(Level.UNKNOWN)) {
            shifted.set(side.last(), side.span().before(key, shape.shift()));
        }
        return new Facts.Place(shifted, false);
    }

    private Cell value(Facts.Place place, String name) {
        Measure measure = shape.cube().measure(name);
        return switch (measure.kind()) {
            case Measure.Sum _ -> facts.figure(place, name);
            case Measure.Ratio(String numerator, String denominator, long times) ->
                ratio(
                        facts.figure(place, numerator),
                        facts.figure(place, denominator),
                        times,
                        measure.type().scale());
        };
    }

    private static Cell ratio(Cell numerator, Cell denominator, long times, int digits) {
        if (numerator instanceof Cell.Figure(var above) && denominator instanceof Cell.Figure(var below)) {
            return below.signum() == 0
                    ? NONE
                    : new Cell.Figure(
                            above.multiply(BigDecimal.valueOf(times)).divide(below, digits, RoundingMode.HALF_UP));
        }
        return untold(numerator, denominator);
    }

    private static Cell change(Cell now, Cell before) {
        return now instanceof Cell.Figure(var a) && before instanceof Cell.Figure(var b)
                ? new Cell.Figure(a.subtract(b))
                : untold(now, before);
    }

    private static Cell untold(Cell one, Cell other) {
        return one instanceof Cell.Suppressed || other instanceof Cell.Suppressed
                ? new Cell.Suppressed()
                : new Cell.Missing(Column.Missing.UNKNOWN);
    }
}

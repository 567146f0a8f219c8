package tw.qiao.platform.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Slice;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Period;

/** Where links in a view lead: down below one value (下鑽), up again (上捲), and to views with less. */
record Steps(View view) {
    /** One level down below the value of a row's part; empty when there is no further level or the row is a total. */
    Optional<View> down(Grid grid, Grid.Row row, int part) {
        String dimensionName = grid.parts().get(part).dimension();
        boolean last = part + 1 == grid.parts().size()
                || !grid.parts().get(part + 1).dimension().equals(dimensionName);
        Dimension dimension = view.cube().dimension(dimensionName);
        // by its name, because an answer from sums has levels of its own
        Level level = dimension.level(grid.parts().get(part).level().name());
        int next = dimension.levels().indexOf(level) + 1;
        if (!last || next >= dimension.levels().size() || row.keys().get(part).isEmpty()) {
            return Optional.empty();
        }
        List<Axis> rows = replaced(dimensionName, dimension.levels().get(next).name());
        if (dimension.time().isPresent()) {
            return level.period(row.keys().get(part))
                    .map(period -> view.narrowed(rows, view.slices(), text(period, true), text(period, false)));
        }
        var slices = new ArrayList<>(without(dimensionName));
        for (int wider = part; wider >= 0; wider--) {
            Grid.Part one = grid.parts().get(wider);
            if (one.dimension().equals(dimensionName)) {
                slices.add(new Slice(
                        dimensionName, one.level().name(), List.of(row.keys().get(wider))));
            }
        }
        return Optional.of(view.narrowed(rows, slices, view.from(), view.to()));
    }

    /** One level up; empty when there is no wider one. */
    Optional<View> up(Axis axis) {
        Dimension dimension = view.cube().dimension(axis.dimension());
        int wider = dimension.levels().indexOf(dimension.level(axis.level())) - 1;
        if (wider < 0) {
            return Optional.empty();
        }
        var slices = new ArrayList<>(without(axis.dimension()));
        for (Slice slice : view.slices()) {
            boolean kept = slice.dimension().equals(axis.dimension())
                    && dimension.levels().indexOf(dimension.level(slice.level())) < wider;
            if (kept) {
                slices.add(slice);
            }
        }
        boolean time = dimension.time().isPresent();
        return Optional.of(view.narrowed(
                replaced(axis.dimension(), dimension.levels().get(wider).name()),
                slices,
                time ? "" : view.from(),
                time ? "" : view.to()));
    }

    /** Without one value of one of the slices. */
    View without(Slice slice, String value) {
        var slices = new ArrayList<Slice>();
        for (Slice one : view.slices()) {
            List<String> values = one.values().stream()
                    .filter(other -> !(one.equals(slice) && other.equals(value)))
                    .toList();
            if (!values.isEmpty()) {
                slices.add(new Slice(one.dimension(), one.level(), values));
            }
        }
        return view.narrowed(view.rows(), slices, view.from(), view.to());
    }

    /** With one more value in the slices. */
    View with(Axis axis, String value) {
        var slices = new ArrayList<Slice>();
        var values = new ArrayList<String>();
        for (Slice one : view.slices()) {
            if (one.dimension().equals(axis.dimension()) && one.level().equals(axis.level())) {
                values.addAll(one.values());
            } else {
                slices.add(one);
            }
        }
        values.remove(value);
        values.add(value);
        slices.add(new Slice(axis.dimension(), axis.level(), values));
        return view.narrowed(view.rows(), slices, view.from(), view.to());
    }

    private List<Slice> without(String dimension) {
        return view.slices().stream()
                .filter(slice -> !slice.dimension().equals(dimension))
                .toList();
    }

    private List<Axis> replaced(String dimension, String level) {
        return view.rows().stream()
                .map(axis -> axis.dimension().equals(dimension) ? new Axis(dimension, level) : axis)
                .toList();
    }

    private static String text(Period period, boolean first) {
        boolean years = period.from().getMonthValue() == 1 && period.to().getMonthValue() == 12;
        var month = first ? period.from() : period.to();
        return years ? Integer.toString(month.getYear()) : month.toString();
    }
}

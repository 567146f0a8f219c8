package tw.qiao.platform.alerts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.alerts.Terms.OfCube;

/** Asks a cube for the figures of a rule. A place is the keys of its level and of all wider ones. */
record CubeFigures(OfCube of, Span span) {
    private static final String BETWEEN = "/";

    Cube cube() {
        return CubeChoices.cube(of.cube());
    }

    /** The level of time of this span; empty where the cube knows none. */
    Optional<Axis> time() {
        String wanted = span.name().toLowerCase(Locale.ROOT);
        return cube().dimensions().stream()
                .filter(dimension -> dimension.time().isPresent())
                .filter(dimension -> dimension.levels().stream()
                        .anyMatch(level -> level.name().equals(wanted)))
                .map(dimension -> new Axis(dimension.name(), wanted))
                .findFirst();
    }

    CubeQuery query() {
        Axis time = time().orElseThrow(() ->
                Problem.invalid("cube_level", "The cube " + of.cube() + " has no periods of this length"));
        CubeQuery query = CubeQuery.of(of.measure());
        Optional<Dimension> place = dimension();
        if (place.isPresent()) {
            query = query.by(place.get().name(), of.level());
            query = of.members().isEmpty()
                    ? query
                    : query.slice(place.get().name(), of.level(), of.members().toArray(String[]::new));
        }
        return query.by(time.dimension(), time.level());
    }

    private Optional<Dimension> dimension() {
        return cube().dimensions().stream()
                .filter(dimension -> dimension.levels().stream()
                        .anyMatch(level -> level.name().equals(of.level())))
                .findFirst();
    }

    /** Where people see the same. */
    String address() {
        var address = new StringBuilder("/warehouse/cubes/" + of.cube() + "?measures=" + of.measure());
        if (!of.level().isEmpty()) {
            address.append("&rows=").append(of.level());
        }
        address.append("&rows=").append(span.name().toLowerCase(Locale.ROOT));
        for (String member : of.members()) {
            address.append("&where=").append(URLEncoder.encode(of.level() + "=" + member, StandardCharsets.UTF_8));
        }
        return address.toString();
    }

    /** What the cube told; rows whose time nobody knows are left out. */
    List<Seen> seen(CubeAnswer answer) {
        var seen = new ArrayList<Seen>();
        for (Grid.Row row : answer.grid().rows()) {
            String period = row.keys().getLast();
            if (span.first(period).isPresent()) {
                String place =
                        String.join(BETWEEN, row.keys().subList(0, row.keys().size() - 1));
                seen.add(new Seen(period, place, row.cells().getFirst()));
            }
        }
        return seen;
    }

    /** What a place is called lately. */
    String name(String place, boolean english) {
        List<String> keys = Stream.of(place.split(BETWEEN)).toList();
        List<Level> levels = dimension().map(Dimension::levels).orElse(List.of());
        if (place.isEmpty() || keys.size() > levels.size()) {
            return place;
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            names.add(levels.get(i).label(keys.get(i), english ? Language.ENGLISH : Language.CHINESE));
        }
        return String.join(" ", names);
    }
}

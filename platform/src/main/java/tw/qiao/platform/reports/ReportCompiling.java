package tw.qiao.platform.reports;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.cubes.CubeTable;
import tw.qiao.platform.cubes.CubeTables;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.warehouse.AnalystQuestions;

/** Asks the warehouse for the figures of a report (編製), all of them from the same state of each table. */
@Service
class ReportCompiling {
    static final int MOST_ROWS = 20_000;
    static final int MOST_COLUMNS = 100;
    private static final int SECONDS = 30;

    private final AnalystQuestions warehouse;
    private final CubeTables cubes;
    private final Clock clock;

    ReportCompiling(AnalystQuestions warehouse, CubeTables cubes, Clock clock) {
        this.warehouse = warehouse;
        this.cubes = cubes;
        this.clock = clock;
    }

    /**
     * The report with the figures that {@code analyst} may see; a problem {@code report_parameter} when a value is not
     * of its kind, or one of the warehouse's.
     */
    Edition compile(UUID analyst, ReportDeclaration declaration, Map<String, String> given) {
        var asking = new Asked(analyst);
        List<Edition.Value> values = declaration.parameters().stream()
                .map(parameter -> value(parameter, given, asking))
                .toList();
        var bound = new LinkedHashMap<String, String>();
        values.forEach(value -> bound.put(value.name(), value.raw()));
        var parts = new ArrayList<Edition.Part>();
        for (Section section : declaration.sections()) {
            parts.add(
                    switch (section) {
                        case Section.Words(Bilingual text) -> new Edition.Paragraph(text);
                        case Section.Table table -> table(table, bound, asking);
                        case Section.CubeTable table -> table(table, bound, asking);
                    });
        }
        List<FigureTable> tables = parts.stream()
                .filter(FigureTable.class::isInstance)
                .map(FigureTable.class::cast)
                .toList();
        Optional<Bilingual> period = declaration
                .period()
                .flatMap(name -> values.stream()
                        .filter(value -> value.name().equals(name))
                        .findFirst())
                .map(Edition.Value::text)
                .or(() -> tables.stream()
                        .flatMap(table -> table.time().stream())
                        .map(FigureTable.Time::period)
                        .findFirst());
        List<Bilingual> published = declaration.source().map(List::of).orElseGet(() -> published(tables));
        return new Edition(declaration, values, period, published, clock.instant(), parts);
    }

    /** Who published the tables that were read. */
    private List<Bilingual> published(List<FigureTable> tables) {
        return tables.stream()
                .flatMap(table -> table.result().provenance().tables().stream())
                .map(stamp -> stamp.substring(0, stamp.lastIndexOf('@')))
                .distinct()
                .flatMap(table -> warehouse.published(table).stream())
                .toList();
    }

    /** The questions of one report: what the first found in a state, the others find in the same. */
    private final class Asked {
        private final UUID analyst;
        private final Map<String, Long> snapshots = new LinkedHashMap<>();

        Asked(UUID analyst) {
            this.analyst = analyst;
        }

        Result ask(String statement, List<String> parameters) {
            Result result =
                    warehouse.ask(analyst, new Query(statement, parameters, Map.copyOf(snapshots), MOST_ROWS, SECONDS));
            remember(result);
            return result;
        }

        /** Of which time a cube has rows in the state that this report reads. */
        AnswerTime time(String cube) {
            String table = Cubes.named(cube).table();
            if (!snapshots.containsKey(table)) {
                cubes.state(cube).ifPresent(state -> snapshots.put(table, state));
            }
            return cubes.time(cube, snapshot(table));
        }

        private OptionalLong snapshot(String table) {
            Long snapshot = snapshots.get(table);
            return snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot);
        }

        CubeTable ask(String cube, Map<String, List<String>> question) {
            CubeTable table = cubes.table(
                    analyst, cube, question, snapshot(Cubes.named(cube).table()));
            remember(table.result());
            return table;
        }

        private void remember(Result result) {
            for (String stamp : result.provenance().tables()) {
                int at = stamp.lastIndexOf('@');
                long snapshot = Long.parseLong(stamp.substring(at + 1));
                if (snapshot != 0) {
                    snapshots.putIfAbsent(stamp.substring(0, at), snapshot);
                }
            }
        }
    }

    private static Edition.Value value(Parameter parameter, Map<String, String> given, Asked asking) {
        AnswerTime time = parameter.cube().map(asking::time).orElse(AnswerTime.NONE);
        String raw = parameter.isGiven(given)
                ? parameter.read(given.getOrDefault(parameter.name(), ""))
                : parameter.blank(time);
        if (!parameter.accepts(raw)) {
            throw Problem.invalid(
                    "report_parameter",
                    "The parameter " + parameter.name() + " is not a "
                            + parameter.kind().name() + ", or its table has no rows yet");
        }
        return new Edition.Value(parameter.name(), parameter.label(), raw, parameter.shown(raw, time));
    }

    private static FigureTable table(Section.Table table, Map<String, String> bound, Asked asking) {
        List<String> parameters = table.parameters().stream()
                .map(name -> bound.getOrDefault(name, ""))
                .toList();
        Result found = asking.ask(table.statement(), parameters);
        if (!table.columns().isEmpty()
                && table.columns().size() != found.columns().size()) {
            throw Problem.invalid(
                    "report_columns",
                    "The statement finds " + found.columns().size() + " columns, and the report names "
                            + table.columns().size());
        }
        return new FigureTable(
                table.title(),
                table.unit(),
                headings(table, found),
                InWords.of(found, table.columns()),
                table.chart()
                        .map(column -> column - 1)
                        .filter(index -> index >= 0 && index < found.columns().size()),
                table.notes(),
                Optional.empty());
    }

    private static FigureTable table(Section.CubeTable table, Map<String, String> bound, Asked asking) {
        CubeTable found = asking.ask(table.cube(), CubeParts.bound(table.question(), bound));
        Result all = found.result();
        if (all.columns().size() > MOST_COLUMNS) {
            throw Problem.invalid(
                    "report_wide",
                    "The view has " + all.columns().size() + " columns, and a table of a report has at most "
                            + MOST_COLUMNS);
        }
        List<List<Cell>> rows = all.rows().stream().limit(MOST_ROWS).toList();
        return new FigureTable(
                table.title(),
                table.unit().or(() -> Optional.of(found.unit())),
                found.headings(),
                new Result(
                        all.columns(),
                        all.types(),
                        rows,
                        rows.size() < all.rows().size(),
                        all.provenance()),
                table.chart()
                        .map(column -> column - 1)
                        .filter(index -> index >= 0 && index < all.columns().size()),
                table.notes(),
                found.period().map(period -> new FigureTable.Time(period, found.incomplete())));
    }

    private static List<Bilingual> headings(Section.Table table, Result found) {
        return table.columns().isEmpty()
                ? found.columns().stream()
                        .map(name -> name.isBlank() ? "?" : name)
                        .map(name -> new Bilingual(name, name))
                        .toList()
                : table.columns().stream().map(Section.Heading::text).toList();
    }
}

package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.Source;
import tw.qiao.kernel.Problem;

/** Answers queries of cubes for those to whom one policy applies. */
public final class CubeDesk {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_SUMS = 400_000;
    private static final int SECONDS = 60;
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    private final QueryEngine engine;
    private final Policy policy;
    private final Egress egress;
    private final Catalogue all;
    private final Catalogue catalogue;
    private final Threshold threshold;
    private final AnswerCache cache;
    private final Clock clock;

    /**
     * @param all what there is to ask about; the policy says how much of it is seen
     * @param cache answers given before, which may be shared with other desks
     */
    public CubeDesk(
            QueryEngine engine, Policy policy, Catalogue all, Threshold threshold, AnswerCache cache, Clock clock) {
        this.engine = engine;
        this.policy = policy;
        this.egress = new Egress(policy);
        this.all = all;
        this.catalogue = egress.catalogue(all);
        this.threshold = threshold;
        this.cache = cache;
        this.clock = clock;
    }

    /** The answer; a problem {@code cube_…}, {@code egress_…} or {@code query_…} when there is none. */
    public CubeAnswer answer(Cube cube, CubeQuery query, Language language) {
        OptionalLong snapshot =
                catalogue.source(cube.table(), OptionalLong.empty()).snapshot();
        if (snapshot.isEmpty()) {
            return ask(cube, query, language, Map.of());
        }
        var key = new AnswerCache.Key(
                cube.name(),
                cube.version(),
                query,
                snapshot.getAsLong(),
                policy.clearance(),
                policy.tables().get(cube.table()),
                threshold,
                language,
                today());
        return cache.answer(key, () -> ask(cube, query, language, Map.of(cube.table(), snapshot.getAsLong())));
    }

    /** The values of a level whose names have {@code words} in them, {@code most} at most. */
    public List<Member> members(
            Cube cube, Dimension dimension, Level level, String words, Language language, int most) {
        Found found = engine.run(
                new Query(Members.sql(cube, dimension, level), List.of(), Map.of(), Members.MOST, SECONDS), catalogue);
        return Members.find(found, dimension, level, words, language, today(), most);
    }

    private CubeAnswer ask(Cube cube, CubeQuery query, Language language, Map<String, Long> snapshots) {
        var rows = rows(cube, snapshots);
        var shape = new Shape(rows.cube(), query);
        var facts = new Facts();
        Provenance provenance =
                cube.isAboutPeople() ? protectedFacts(shape, rows, facts) : allFacts(shape, rows, facts);
        var table = new AnswerTable(shape, facts, language, today());
        Grid grid = table.grid();
        return new CubeAnswer(table.result(grid, provenance), grid, cube.name(), cube.version());
    }

    private Provenance protectedFacts(Shape shape, Rows table, Facts facts) {
        var tables = new TreeSet<String>();
        for (boolean stock : List.of(false, true)) {
            var lattice = new Lattice(shape, stock);
            if (!lattice.isEmpty()) {
                List<JsonNode> rows = sums(shape, lattice, table, tables);
                new Reading(shape, lattice, new Protection(shape, lattice, rows, threshold)).into(facts);
            }
        }
        return new Provenance(List.copyOf(tables), shape.query().hash(shape.cube()));
    }

    /** All sums of a lattice, level by level where they are too many for one statement. */
    private List<JsonNode> sums(Shape shape, Lattice lattice, Rows table, Set<String> tables) {
        Found all = found(lattice, lattice.sets(), table);
        tables.addAll(all.provenance().tables());
        if (!all.truncated()) {
            return all.rows();
        }
        var rows = new ArrayList<JsonNode>();
        for (List<String> set : lattice.sets()) {
            var level = new Lattice(shape, lattice.isOfStates());
            Found found = found(level, List.of(set), table);
            rows.addAll(found.rows());
            if (found.truncated() || rows.size() > MOST_SUMS) {
                throw Problem.invalid(
                        "cube_too_large",
                        "Small counts can be found in whole tables only, and this one has too many rows; choose a"
                                + " wider level, fewer areas or a shorter period");
            }
        }
        return rows;
    }

    private Found found(Lattice lattice, List<List<String>> sets, Rows table) {
        String sql = lattice.sql(sets);
        return run(sql, lattice.parameters(), table);
    }

    private Provenance allFacts(Shape shape, Rows table, Facts facts) {
        var statement = new CubeStatement(shape);
        String sql = statement.sql();
        Result result = egress.rows(run(sql, statement.parameters(), table));
        facts.take(shape, result);
        return new Provenance(result.provenance().tables(), shape.query().hash(shape.cube()));
    }

    private Found run(String sql, List<String> parameters, Rows table) {
        return engine.run(new Query(sql, parameters, table.snapshots(), MOST_ROWS, SECONDS), table.catalogue());
    }

    /**
     * The rows of a cube's table, or what was summed up of them, over which the same questions have the same answers.
     */
    private Rows rows(Cube cube, Map<String, Long> snapshots) {
        return rolledUp(cube, snapshots)
                .map(summed -> new Rows(Rollup.over(cube), snapshots, summed))
                .orElseGet(() -> new Rows(cube, snapshots, catalogue));
    }

    /** Sums of all rows are for those only from whom no row and no column is kept. */
    private Optional<Catalogue> rolledUp(Cube cube, Map<String, Long> snapshots) {
        String table = cube.table();
        Long snapshot = snapshots.get(table);
        return snapshot == null || !policy.readsWhole(table)
                ? Optional.empty()
                : all.rolledUp(table, snapshot, Rollup.form(cube))
                        .map(sql -> new OneTable(new Source(table, OptionalLong.of(snapshot), List.of(), sql)));
    }

    /** What a question is asked of. */
    private record Rows(Cube cube, Map<String, Long> snapshots, Catalogue catalogue) {}

    /** Nothing but what was summed up of one table. */
    private record OneTable(Source source) implements Catalogue {
        @Override
        public Set<String> names() {
            return Set.of(source.table());
        }

        @Override
        public Source source(String table, OptionalLong snapshot) {
            return source;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TAIPEI);
    }
}

package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        var shape = new Shape(cube, query);
        var facts = new Facts();
        Provenance provenance =
                cube.isAboutPeople() ? protectedFacts(shape, snapshots, facts) : allFacts(shape, snapshots, facts);
        var table = new AnswerTable(shape, facts, language, today());
        Grid grid = table.grid();
        return new CubeAnswer(table.result(grid, provenance), grid, cube.name(), cube.version());
    }

    private Provenance protectedFacts(Shape shape, Map<String, Long> snapshots, Facts facts) {
        var tables = new TreeSet<String>();
        for (boolean stock : List.of(false, true)) {
            var lattice = new Lattice(shape, stock);
            if (!lattice.isEmpty()) {
                List<JsonNode> rows = sums(shape, lattice, snapshots, tables);
                new Reading(shape, lattice, new Protection(shape, lattice, rows, threshold)).into(facts);
            }
        }
        return new Provenance(List.copyOf(tables), shape.query().hash(shape.cube()));
    }

    /** All sums of a lattice, level by level where they are too many for one statement. */
    private List<JsonNode> sums(Shape shape, Lattice lattice, Map<String, Long> snapshots, Set<String> tables) {
        Found all = found(lattice, lattice.sets(), snapshots);
        tables.addAll(all.provenance().tables());
        if (!all.truncated()) {
            return all.rows();
        }
        var rows = new ArrayList<JsonNode>();
        for (List<String> set : lattice.sets()) {
            var level = new Lattice(shape, lattice.isOfStates());
            Found found = found(level, List.of(set), snapshots);
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

    private Found found(Lattice lattice, List<List<String>> sets, Map<String, Long> snapshots) {
        String sql = lattice.sql(sets);
        return run(sql, lattice.parameters(), snapshots);
    }

    private Provenance allFacts(Shape shape, Map<String, Long> snapshots, Facts facts) {
        var statement = new CubeStatement(shape);
        String sql = statement.sql();
        Result result = egress.rows(run(sql, statement.parameters(), snapshots));
        facts.take(shape, result);
        return new Provenance(result.provenance().tables(), shape.query().hash(shape.cube()));
    }

    private Found run(String sql, List<String> parameters, Map<String, Long> snapshots) {
        return engine.run(new Query(sql, parameters, snapshots, MOST_ROWS, SECONDS), catalogue);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TAIPEI);
    }
}

package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.Source;

/** Answers queries of cubes for those to whom one policy applies. */
public final class CubeDesk {
    private static final int MOST_ROWS = 100_000;
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
        var found = engine.run(
                new Query(Members.sql(cube, dimension, level), List.of(), Map.of(), Members.MOST, SECONDS), catalogue);
        return Members.find(found, dimension, level, words, language, today(), most);
    }

    private CubeAnswer ask(Cube cube, CubeQuery query, Language language, Map<String, Long> snapshots) {
        var shape = shape(cube, query);
        Found found = find(shape, snapshots);
        Facts facts = new Protection(shape, egress, threshold).told(found);
        var table = new AnswerTable(shape, facts, language, today());
        Grid grid = table.grid();
        return new CubeAnswer(table.result(grid, found.provenance()), grid, cube.name(), cube.version());
    }

    private static Shape shape(Cube cube, CubeQuery query) {
        var shape = new Shape(cube, query);
        Protection.complete(shape);
        return shape;
    }

    /** The rows over the table, or over what was summed up of it, which stand for the same statement. */
    private Found find(Shape shape, Map<String, Long> snapshots) {
        Query asked = statement(shape, snapshots);
        Optional<Catalogue> summed = rolledUp(shape.cube(), snapshots);
        if (summed.isEmpty()) {
            return engine.run(asked, catalogue);
        }
        Query over = statement(shape(Rollup.over(shape.cube()), shape.query()), snapshots);
        Found found = engine.run(over, summed.get());
        var provenance = Provenance.of(found.provenance().tables(), asked.statement(), asked.parameters());
        return new Found(found.columns(), found.types(), found.rows(), found.truncated(), provenance);
    }

    private static Query statement(Shape shape, Map<String, Long> snapshots) {
        var statement = new CubeStatement(shape);
        String sql = statement.sql();
        return new Query(sql, statement.parameters(), snapshots, MOST_ROWS, SECONDS);
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

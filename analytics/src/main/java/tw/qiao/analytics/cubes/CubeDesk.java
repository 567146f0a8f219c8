package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;

/** Answers queries of cubes for those to whom one policy applies. */
public final class CubeDesk {
    private static final int MOST_ROWS = 100_000;
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
        var found = engine.run(
                new Query(Members.sql(cube, dimension, level), List.of(), Map.of(), Members.MOST, SECONDS), catalogue);
        return Members.find(found, dimension, level, words, language, today(), most);
    }

    private CubeAnswer ask(Cube cube, CubeQuery query, Language language, Map<String, Long> snapshots) {
        var shape = new Shape(cube, query);
        Protection.complete(shape);
        var statement = new CubeStatement(shape);
        String sql = statement.sql();
        var found = engine.run(new Query(sql, statement.parameters(), snapshots, MOST_ROWS, SECONDS), catalogue);
        Facts facts = new Protection(shape, egress, threshold).told(found);
        var table = new AnswerTable(shape, facts, language, today());
        Grid grid = table.grid();
        return new CubeAnswer(table.result(grid, found.provenance()), grid, cube.name(), cube.version());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TAIPEI);
    }
}

package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
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

    private CubeAnswer ask(Cube cube, CubeQuery query, Language language, Map<String, Long> snapshots) {
        var shape = new Shape(cube, query);
        Protection.complete(shape);
        var statement = new CubeStatement(shape);
        String sql = statement.sql();
        var found = engine.run(new Query(sql, statement.parameters(), snapshots, MOST_ROWS, SECONDS), catalogue);
        Facts facts = new Protection(shape, egress, threshold).told(found);
        Result result = new AnswerTable(shape, facts, language, today()).result(found.provenance());
        return new CubeAnswer(result, cube.name(), cube.version());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TAIPEI);
    }
}

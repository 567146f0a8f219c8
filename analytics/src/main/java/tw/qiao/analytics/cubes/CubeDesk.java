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
import java.util.function.Function;
import java.util.function.Predicate;
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
        var asked = new CubeQuery.Axis(dimension.name(), level.name());
        Rows rows = rows(cube, snapshots(cube), grain -> Rollup.tells(grain, asked));
        Dimension read = rows.cube().dimension(dimension.name());
        Found found = engine.run(
                new Query(
                        Members.sql(rows.cube(), read, read.level(level.name())),
                        List.of(),
                        rows.snapshots(),
                        Members.MOST,
                        SECONDS),
                rows.catalogue());
        return Members.find(found, dimension, level, words, language, today(), most);
    }

    /** Of which months the cube's table has rows. */
    public Coverage coverage(Cube cube) {
        Map<String, Long> snapshots = snapshots(cube);
        Long snapshot = snapshots.get(cube.table());
        if (cube.time().isEmpty() || snapshot == null) {
            return Coverage.NONE;
        }
        var key = new AnswerCache.CoverageKey(
                cube.name(),
                cube.version(),
                snapshot,
                policy.clearance(),
                policy.tables().get(cube.table()));
        return cache.coverages()
                .values(List.of(key), _ -> List.of(coverage(rows(cube, snapshots, _ -> true))))
                .getFirst();
    }

    private Coverage coverage(Rows rows) {
        Found found = run(Coverage.sql(rows.cube()), List.of(), rows);
        return Coverage.of(rows.cube(), found.rows());
    }

    /** The state of the cube's table; none where it never had rows. */
    private Map<String, Long> snapshots(Cube cube) {
        OptionalLong snapshot =
                catalogue.source(cube.table(), OptionalLong.empty()).snapshot();
        return snapshot.isPresent() ? Map.of(cube.table(), snapshot.getAsLong()) : Map.of();
    }

    private CubeAnswer ask(Cube cube, CubeQuery query, Language language, Map<String, Long> snapshots) {
        var rows = rows(cube, snapshots, grain -> Rollup.tells(grain, query));
        var shape = new Shape(rows.cube(), query);
        var facts = new Facts();
        Provenance provenance =
                cube.isAboutPeople() ? protectedFacts(cube, shape, rows, facts) : allFacts(shape, rows, facts);
        var table = new AnswerTable(shape, facts, language, today());
        Grid grid = table.grid();
        return new CubeAnswer(table.result(grid, provenance), grid, cube.name(), cube.version());
    }

    private Provenance protectedFacts(Cube cube, Shape shape, Rows table, Facts facts) {
        var tables = new TreeSet<String>();
        for (boolean stock : List.of(false, true)) {
            List<Decisions> all = decisions(cube, shape, stock, table);
            List<Family> families = all.getFirst().families();
            if (families.isEmpty()) {
                continue;
            }
            Lattice lattice = all.getFirst().lattice(families);
            var readings = new ArrayList<Reading>();
            for (Decisions years : all) { // one by one, so that what is too large is refused before all is decided
                List<Protection> decided = decided(years, families, table);
                for (int family = 0; family < decided.size(); family++) {
                    Protection protection = decided.get(family);
                    if (family == readings.size()) {
                        readings.add(new Reading(shape, lattice, protection));
                    }
                    readings.get(family).add(protection);
                    tables.addAll(protection.tables());
                }
            }
            readings.forEach(reading -> reading.into(facts));
        }
        return new Provenance(List.copyOf(tables), shape.query().hash(shape.cube()));
    }

    /** States are decided on at once, other sums in the years that are decided on together. */
    private List<Decisions> decisions(Cube cube, Shape shape, boolean stock, Rows table) {
        List<Optional<Period>> years =
                stock ? List.of(Optional.empty()) : new Moments(shape).years(cube, () -> coverage(cube));
        return years.stream()
                .map(some -> new Decisions(
                        shape,
                        stock,
                        some,
                        threshold,
                        engine.aggregatesTexts(),
                        statement -> run(statement.sql(), statement.parameters(), table)))
                .toList();
    }

    /** What may be told of some families: decided before, or now, on all or on what the question touches. */
    private List<Protection> decided(Decisions decisions, List<Family> families, Rows table) {
        List<Optional<Protection>> all = decided(families, table, decisions::statementOfAll, decisions::onAll);
        if (all.stream().anyMatch(Optional::isEmpty)) {
            all = decided(families, table, decisions::statementOfTouched, decisions::onTouched);
        }
        return all.stream().flatMap(Optional::stream).toList();
    }

    private List<Optional<Protection>> decided(
            List<Family> families,
            Rows table,
            Function<Family, Lattice.Statement> statement,
            Function<List<Family>, List<Optional<Protection>>> deciding) {
        Cube cube = table.cube();
        Long snapshot = table.snapshots().get(cube.table());
        if (snapshot == null) {
            return deciding.apply(families);
        }
        List<DecisionKey> keys = families.stream()
                .map(family -> new DecisionKey(
                        cube.name(),
                        cube.version(),
                        snapshot,
                        policy.clearance(),
                        policy.tables().get(cube.table()),
                        threshold,
                        family,
                        statement.apply(family)))
                .toList();
        return cache.decisions()
                .values(
                        keys,
                        missing -> deciding.apply(
                                missing.stream().map(DecisionKey::family).toList()));
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
    private Rows rows(Cube cube, Map<String, Long> snapshots, Predicate<Cube> telling) {
        return Rollup.grains(cube).stream()
                .filter(telling)
                .flatMap(grain ->
                        rolledUp(grain, snapshots)
                                .map(summed -> new Rows(Rollup.over(grain), snapshots, summed))
                                .stream())
                .findFirst()
                .orElseGet(() -> new Rows(cube, snapshots, catalogue));
    }

    /** Sums of all rows are for those only from whom no row and no column is kept. */
    private Optional<Catalogue> rolledUp(Cube grain, Map<String, Long> snapshots) {
        String table = grain.table();
        Long snapshot = snapshots.get(table);
        return snapshot == null || !policy.readsWhole(table)
                ? Optional.empty()
                : all.rolledUp(table, snapshot, Rollup.form(grain))
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

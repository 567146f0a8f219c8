package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.cubes.Coverage;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeDesk;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Member;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.warehouse.AskedQuery.Via;

/** Asks cubes for analysts, and records that they did, as with their statements. */
@Service
public class CubeAsking {
    private final OpenWarehouse warehouse;
    private final WarehouseDesk desk;
    private final QueryLog log;
    private final Clock clock;
    private final Ids ids;

    CubeAsking(OpenWarehouse warehouse, WarehouseDesk desk, QueryLog log, Clock clock, Ids ids) {
        this.warehouse = warehouse;
        this.desk = desk;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A question.
     *
     * @param snapshot the state of the table that is asked; empty for that of now
     * @param address where the same can be asked again, which is what the record tells
     * @param byProgram whether a program asks it
     */
    public record Asked(
            Cube cube, CubeQuery query, Language language, OptionalLong snapshot, String address, boolean byProgram) {}

    /** The names of the tables that have rows. */
    public Set<String> present() {
        return Set.copyOf(warehouse.names());
    }

    /** Whether tables are still being filled. */
    public boolean isLoading() {
        return warehouse.isLoading();
    }

    /** The answer; a problem {@code cube_…}, {@code query_…} or {@code warehouse_…} when there is none. */
    public CubeAnswer answer(UUID analyst, Asked asked) {
        long started = System.nanoTime();
        try {
            CubeAnswer answer = answer(asked.cube(), asked.query(), asked.language(), asked.snapshot());
            log.record(recorded(analyst, asked, AskedQuery.ANSWERED, answer, started));
            return answer;
        } catch (Problem refusal) {
            log.record(recorded(analyst, asked, refusal.code(), null, started));
            throw refusal;
        }
    }

    /** What an analyst may see, for the platform itself; nobody asked, so nothing is recorded. */
    CubeAnswer answer(Cube cube, CubeQuery query, Language language, OptionalLong snapshot) {
        return desk(cube, snapshot).answer(cube, query, language);
    }

    /** The present state of the cube's table; empty when it never had rows. */
    public OptionalLong state(Cube cube) {
        return warehouse.names().contains(cube.table()) ? warehouse.snapshot(cube.table()) : OptionalLong.empty();
    }

    /** Of which months the cube's table has rows in a state; a problem as from {@link #answer}. */
    public Coverage coverage(Cube cube, OptionalLong snapshot) {
        return desk(cube, snapshot).coverage(cube);
    }

    /** The values of a level whose names have {@code words} in them. */
    public List<Member> members(
            Cube cube, Dimension dimension, Level level, String words, Language language, int most) {
        return desk(cube, OptionalLong.empty()).members(cube, dimension, level, words, language, most);
    }

    private CubeDesk desk(Cube cube, OptionalLong snapshot) {
        if (!warehouse.names().contains(cube.table())) {
            throw Problem.notFound("cube_empty", "The table " + cube.table() + " has no rows yet");
        }
        return desk.cubes(
                snapshot.isPresent() ? Map.of(cube.table(), snapshot.getAsLong()) : Map.<String, Long>of(), clock);
    }

    private AskedQuery recorded(UUID analyst, Asked asked, String outcome, @Nullable CubeAnswer answer, long started) {
        return new AskedQuery(
                ids.uuid(),
                analyst,
                asked.byProgram() ? Via.PROGRAM : Via.PAGE,
                asked.address(),
                List.of(),
                answer == null ? List.of() : answer.result().provenance().tables(),
                outcome,
                answer == null ? 0 : answer.result().rows().size(),
                false,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}

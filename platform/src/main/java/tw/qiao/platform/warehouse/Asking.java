package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.warehouse.AskedQuery.Via;

/** Asks the warehouse for an analyst, and records that she did, whatever came of it. */
@Service
class Asking {
    private static final int LONGEST_RECORDED = 40_000;

    /** Answers with more rows than this are kept: all. */
    private static final int KEPT = -1;

    private final WarehouseDesk desk;
    private final QueryLog log;
    private final Clock clock;
    private final Ids ids;

    Asking(WarehouseDesk desk, QueryLog log, Clock clock, Ids ids) {
        this.desk = desk;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /** An answer, and the query under which it is kept. */
    record Answered(UUID query, Result result) {}

    /** The answer to a page, which is kept for its orders and downloads; else as {@link #askByProgram}. */
    Answered askByPage(UUID analyst, Query query) {
        return ask(analyst, query, Via.PAGE, KEPT, desk::forAnalyst);
    }

    /**
     * The answer to a program, which is kept when it has more than {@code pageSize} rows; a problem {@code query_…} or
     * {@code analytics_…} when there is none.
     */
    Answered askByProgram(UUID analyst, Query query, int pageSize) {
        return ask(analyst, query, Via.PROGRAM, pageSize, desk::forAnalyst);
    }

    /** The answer to an analyst who looks at figures in another way, which is not kept. */
    Result askInPassing(UUID analyst, Query query, Function<Query, Result> way) {
        return ask(analyst, query, Via.PAGE, Integer.MAX_VALUE, way).result();
    }

    private Answered ask(UUID analyst, Query query, Via via, int keptAbove, Function<Query, Result> way) {
        long started = System.nanoTime();
        try {
            Result result = way.apply(query);
            AskedQuery asked =
                    asked(analyst, query, via, result.provenance().tables(), AskedQuery.ANSWERED, result, started);
            if (result.rows().size() > keptAbove) {
                log.answered(asked, result);
            } else {
                log.record(asked);
            }
            return new Answered(asked.id(), result);
        } catch (Problem refusal) {
            log.record(asked(analyst, query, via, List.of(), refusal.code(), null, started));
            throw refusal;
        }
    }

    private AskedQuery asked(
            UUID analyst,
            Query query,
            Via via,
            List<String> tables,
            String outcome,
            @Nullable Result result,
            long started) {
        return new AskedQuery(
                ids.uuid(),
                analyst,
                via,
                recordable(query.statement()),
                query.parameters().stream().map(Asking::recordable).toList(),
                tables,
                outcome,
                result == null ? 0 : result.rows().size(),
                result != null && result.truncated(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                clock.instant().truncatedTo(ChronoUnit.MICROS)); // as exact as the database keeps it
    }

    /** The database keeps no null characters, and nobody needs more of what was too long to be asked. */
    private static String recordable(String text) {
        String whole = text.replace('\0', '\uFFFD');
        return whole.length() > LONGEST_RECORDED ? whole.substring(0, LONGEST_RECORDED) : whole;
    }
}

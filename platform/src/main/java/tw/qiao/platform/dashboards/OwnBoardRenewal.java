package tw.qiao.platform.dashboards;

import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.warehouse.AnalystQuestions;
import tw.qiao.platform.warehouse.PublicFigures;

/**
 * Publishes the next edition of boards that keep up, soon after their tables have changed. A change that leaves the
 * figures as they are, such as a compaction, makes no edition.
 */
@Component
class OwnBoardRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(OwnBoardRenewal.class);
    private static final String EVERY = "${qiao.boards.every:PT1M}";

    /** Sums of doubles depend on the order of rows in their last digits. */
    private static final MathContext CERTAIN = new MathContext(12);

    private final OwnBoards boards;
    private final AnalystQuestions warehouse;
    private final PublicFigures figures;
    private final Clock clock;
    private final Duration quiet;
    private final AtomicBoolean isRunning = new AtomicBoolean();

    /** @param quiet how old a change must be, so that what an import says of its columns is there as well */
    OwnBoardRenewal(
            OwnBoards boards,
            AnalystQuestions warehouse,
            PublicFigures figures,
            Clock clock,
            @Value("${qiao.boards.quiet:PT1M}") Duration quiet) {
        this.boards = boards;
        this.warehouse = warehouse;
        this.figures = figures;
        this.clock = clock;
        this.quiet = quiet;
    }

    /** Hands the round to a thread of its own, because questions take their time. */
    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    void look() {
        if (isRunning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("renewing-boards").start(this::round);
        }
    }

    private void round() {
        var states = new HashMap<String, Optional<String>>();
        try {
            boards.lookedAt().forEach(looked -> renew(looked, states));
        } catch (RuntimeException later) {
            LOG.warn("Boards keep up later: {}", later.toString());
        } finally {
            isRunning.set(false);
        }
    }

    /** One that fails does not keep the others from keeping up. */
    private void renew(OwnBoards.Looked looked, Map<String, Optional<String>> states) {
        try {
            List<Optional<String>> all = looked.tables().stream()
                    .map(table -> states.computeIfAbsent(table, this::state))
                    .toList();
            if (all.stream().anyMatch(Optional::isEmpty)) {
                return;
            }
            String now = all.stream().map(Optional::orElseThrow).collect(Collectors.joining(" "));
            if (!now.equals(looked.states())) {
                boards.find(looked.board()).ifPresent(board -> compare(board, looked, now));
            }
        } catch (RuntimeException later) {
            LOG.warn("The board {} keeps up later: {}", looked.board(), later.toString());
        }
    }

    /** The state of a table; empty while it may still be changing. */
    private Optional<String> state(String table) {
        long state = figures.state(table);
        Instant settled = clock.instant().minus(quiet);
        return figures.since(table, state)
                .filter(since -> !since.isAfter(settled))
                .map(_ -> table + "@" + state);
    }

    private void compare(OwnBoard board, OwnBoards.Looked looked, String now) {
        Result result;
        try {
            result = warehouse.releaseAgain(
                    new Query(board.statement(), List.of(), Map.of(), OwnBoard.MOST_ROWS, OwnBoard.SECONDS));
        } catch (Problem refused) {
            // what takes too long would be asked each minute for nothing
            if (refused.retryable() && !refused.code().equals("analytics_too_slow")) {
                throw refused;
            }
            LOG.info("The board {} does not keep up: {}", board.id(), refused.code());
            boards.looked(looked, now, refused.code());
            return;
        }
        String fault = fault(board, result);
        boolean same = figures(result).equals(figures(board.edition().result()));
        if (!fault.isEmpty() || same || boards.renew(board, result)) {
            boards.looked(looked, now, fault);
        }
    }

    /** Why a result cannot be the next edition; empty when it can. */
    private String fault(OwnBoard board, Result result) {
        if (!warehouse.mayBeToldAgain(result)) {
            return "release_persons";
        }
        return result.columns().equals(board.edition().result().columns()) ? "" : "release_columns";
    }

    /** The rows whatever their order, each with how often it is there. */
    private static Map<List<Cell>, Long> figures(Result result) {
        return result.rows().stream()
                .map(row -> row.stream().map(OwnBoardRenewal::certain).toList())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Cell certain(Cell cell) {
        return cell instanceof Cell.Figure(var value)
                ? new Cell.Figure(value.round(CERTAIN).stripTrailingZeros())
                : cell;
    }
}

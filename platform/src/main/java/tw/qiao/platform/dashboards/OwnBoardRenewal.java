package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
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

    private final OwnBoards boards;
    private final AnalystQuestions warehouse;
    private final PublicFigures figures;
    private final AtomicBoolean isRunning = new AtomicBoolean();

    OwnBoardRenewal(OwnBoards boards, AnalystQuestions warehouse, PublicFigures figures) {
        this.boards = boards;
        this.warehouse = warehouse;
        this.figures = figures;
    }

    /** Hands the round to a thread of its own, because questions take their time. */
    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    void look() {
        if (isRunning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("renewing-boards").start(this::round);
        }
    }

    private void round() {
        try {
            boards.keepingUp().forEach(this::renew);
        } catch (RuntimeException later) {
            LOG.warn("Boards keep up later: {}", later.toString());
        } finally {
            isRunning.set(false);
        }
    }

    private void renew(OwnBoard board) {
        try {
            String now = states(board);
            if (!now.equals(boards.seen(board))) {
                boards.looked(board, now, compare(board));
            }
        } catch (Problem later) {
            LOG.info("The board {} keeps up later: {}", board.id(), later.code());
        }
    }

    /** Publishes what has changed; the code of the problem for which nothing can be, empty when there is none. */
    private String compare(OwnBoard board) {
        try {
            Result before = board.edition().result();
            Result result = warehouse.releaseAgain(
                    new Query(board.statement(), List.of(), Map.of(), OwnBoard.MOST_ROWS, OwnBoard.SECONDS));
            if (!result.columns().equals(before.columns())
                    || result.rows().size() < 2
                    || !warehouse.mayBeToldAgain(result)) {
                return "release_shape";
            }
            if (!result.rows().equals(before.rows())) {
                boards.renew(board, result);
            }
            return "";
        } catch (Problem refused) {
            if (refused.retryable()) {
                throw refused;
            }
            LOG.info("The board {} does not keep up: {}", board.id(), refused.code());
            return refused.code();
        }
    }

    private String states(OwnBoard board) {
        return board.edition().result().provenance().tables().stream()
                .map(stamp -> stamp.substring(0, stamp.indexOf('@')))
                .map(table -> table + "@" + figures.state(table))
                .collect(Collectors.joining(" "));
    }
}

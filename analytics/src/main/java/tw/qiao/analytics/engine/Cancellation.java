package tw.qiao.analytics.engine;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Ends a statement, be it before it begins or while it runs. */
final class Cancellation {
    private static final int PAUSE_MILLISECONDS = 20;

    private @Nullable Statement running;
    private boolean asked;
    private boolean ended;

    synchronized void begin(Statement statement) {
        if (asked) {
            throw problem();
        }
        running = statement;
    }

    synchronized void end() {
        running = null;
        ended = true;
    }

    synchronized boolean isAsked() {
        return asked;
    }

    /** Asks until the statement ends, because the engine forgets what is asked just before it begins. */
    void insist() {
        try {
            while (interrupt()) {
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            System.err.println("A statement cannot be cancelled: " + e);
        }
    }

    private synchronized boolean interrupt() throws SQLException {
        asked = true;
        if (running != null) {
            running.cancel();
        }
        return running != null && !ended;
    }

    static Problem problem() {
        return Problem.of("analytics_cancelled", 409, false, "The statement was cancelled");
    }
}

package tw.qiao.platform.site;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away from every other failure, however deeply a view or a filter wrapped it. */
final class DatabaseFailure {
    private DatabaseFailure() {}

    /** Whether the failure comes from a database that cannot be reached, is stopping or is starting. */
    static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (isAway(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException _ -> true;
            case CannotCreateTransactionException _ -> true;
            case TransactionSystemException _ -> true;
            case SQLException sql -> isAway(sql.getSQLState());
            default -> false;
        };
    }

    /**
     * Class 08 is a connection that broke, 57P a server that stops or starts; the pool's own refusals have no state.
     */
    private static boolean isAway(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}

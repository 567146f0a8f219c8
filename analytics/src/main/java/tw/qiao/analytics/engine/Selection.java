package tw.qiao.analytics.engine;

import java.util.List;
import java.util.Map;

/**
 * A statement of somebody's own, which a gate has let pass, with all that it may read.
 *
 * @param statement one SELECT without a semicolon
 * @param parameters texts that are bound to {@code $1}, {@code $2} and so on
 * @param tables the names that the statement may use, each with what it stands for after {@code from}
 * @param maximumRows how many rows the answer has at most; more are cut off
 * @param seconds how long the engine may take
 * @param inParts whether the answer may be longer than one message
 */
public record Selection(
        String statement,
        List<String> parameters,
        Map<String, String> tables,
        int maximumRows,
        int seconds,
        boolean inParts) {
    /** One whose answer is cut off where it does not fit one message. */
    public Selection(
            String statement, List<String> parameters, Map<String, String> tables, int maximumRows, int seconds) {
        this(statement, parameters, tables, maximumRows, seconds, false);
    }
}

package tw.qiao.node.operations;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** The log of the process for people: one line for each record. */
public final class TextLines extends Formatter {
    @Override
    public String format(LogRecord log) {
        var line = new StringBuilder()
                .append(log.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(log.getLevel().getName())
                .append(' ')
                .append(formatMessage(log).replace('\n', ' '));
        var thrown = log.getThrown();
        if (thrown != null) {
            line.append(" (").append(thrown.getClass().getName());
            if (thrown.getStackTrace().length > 0) {
                line.append(" at ").append(thrown.getStackTrace()[0]);
            }
            line.append(')');
        }
        return line.append('\n').toString();
    }
}

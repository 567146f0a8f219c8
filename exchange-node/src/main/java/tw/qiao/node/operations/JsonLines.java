package tw.qiao.node.operations;

import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tw.qiao.kernel.CanonicalJson;

/**
 * The log of the process for machines: one JSON object a line. Neither form tells the message of an exception, which
 * may quote what somebody sent.
 */
public final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord log) {
        var line = new TreeMap<String, String>();
        line.put("time", log.getInstant().toString());
        line.put("level", log.getLevel().getName());
        line.put("logger", String.valueOf(log.getLoggerName()));
        line.put("message", formatMessage(log));
        var thrown = log.getThrown();
        if (thrown != null) {
            line.put("thrown", thrown.getClass().getName());
            line.put("at", thrown.getStackTrace().length == 0 ? "" : thrown.getStackTrace()[0].toString());
        }
        return CanonicalJson.MAPPER.writeValueAsString(line) + "\n";
    }
}

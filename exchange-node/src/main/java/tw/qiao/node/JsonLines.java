package tw.qiao.node;

import java.util.TreeMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import tw.qiao.kernel.CanonicalJson;

/** Writes the log of the process to standard error, one JSON object a line. */
final class JsonLines extends Formatter {
    /** Held, because the log manager forgets loggers that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    static void install() {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new JsonLines());
        var root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        HELIDON.setLevel(Level.WARNING);
    }

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

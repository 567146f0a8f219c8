package tw.qiao.node.operations;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The log of the process, on standard error. */
public final class ProcessLog {
    /** Held, because the log manager forgets loggers that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private ProcessLog() {}

    public static void install(boolean json) {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(json ? new JsonLines() : new TextLines());
        var root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        HELIDON.setLevel(Level.WARNING);
    }
}

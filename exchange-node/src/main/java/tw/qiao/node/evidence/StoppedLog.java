package tw.qiao.node.evidence;

import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Faults;

/** Refuses the exchanges of the member's own systems while the log is stopped, before anything goes out. */
public final class StoppedLog {
    private static final String EXCHANGES = "/r1/";

    private final EvidenceLog log;

    public StoppedLog(EvidenceLog log) {
        this.log = log;
    }

    public Function<Incoming, Reply> before(Function<Incoming, Reply> next) {
        return in -> {
            if (in.head().path().startsWith(EXCHANGES)) {
                requireOneHistory();
            }
            return next.apply(in);
        };
    }

    private void requireOneHistory() {
        try {
            log.history().require();
        } catch (Problem stopped) {
            throw Faults.consumerNode(stopped.code(), String.valueOf(stopped.getMessage()));
        }
    }
}

package tw.qiao.platform.reconciliation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.kernel.log.Witness;
import tw.qiao.platform.exchange.NodeLog;

/** The mirrors of all logs, in this process's own data folder. */
@Component
class LogMirrors {
    private final Path folder;
    private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();

    LogMirrors(@Value("${qiao.data}") Path data) {
        this.folder = data.resolve("mirrors");
    }

    Mirror of(NodeLog log) {
        return mirrors.computeIfAbsent(
                log.origin(), origin -> Mirror.open(folder.resolve(Witness.hash(origin)), origin, log.keys()));
    }

    /** The mirror of a log that was followed since the start of this process. */
    Optional<Mirror> find(String origin) {
        return Optional.ofNullable(mirrors.get(origin));
    }
}

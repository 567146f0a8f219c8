package tw.qiao.node;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.message.Faults;
import tw.qiao.node.registry.RegistryCache;

/**
 * Decides who may connect: nodes whose TLS key is in the registry. A stranger is recorded, each key once a minute and
 * at most {@value #MOST_A_MINUTE} keys a minute, so that nobody can fill the log from outside.
 */
final class Doorkeeper {
    private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());
    private static final int MOST_A_MINUTE = 60;

    private final RegistryCache registry;
    private final Evidence evidence;
    private final Clock clock;
    private final Ids ids;
    private final Set<String> recorded = new HashSet<>();
    private long minute;

    Doorkeeper(RegistryCache registry, Evidence evidence, Clock clock, Ids ids) {
        this.registry = registry;
        this.evidence = evidence;
        this.clock = clock;
        this.ids = ids;
    }

    /** Whether the peer with the given key may connect. */
    boolean admits(String keyId) {
        try {
            if (registry.current().knowsTlsKey(keyId, clock.instant())) {
                return true;
            }
            if (isToRecord(keyId)) {
                var facts = new Facts(ids).put("peer_key", keyId);
                evidence.refusal(
                        facts, Faults.providerNode("ssl_authentication_failed", "The peer is not in the registry"));
            }
        } catch (Problem e) {
            LOG.log(System.Logger.Level.WARNING, "A connection is refused: {0}", e.getMessage());
        }
        return false;
    }

    private synchronized boolean isToRecord(String keyId) {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            recorded.clear();
        }
        return recorded.size() < MOST_A_MINUTE && recorded.add(keyId);
    }
}

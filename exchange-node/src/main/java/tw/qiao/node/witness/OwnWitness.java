package tw.qiao.node.witness;

import java.time.Clock;
import java.util.List;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.settings.NodeSettings;

/** This node as a witness: of the logs of the registry, and of those that its settings name. */
public final class OwnWitness {
    private OwnWitness() {}

    /** Opens it with what it has cosigned before. */
    public static Witness open(NodeSettings settings, NodeKeys keys, RegistryCache registry, Clock clock) {
        String own = settings.logOrigin();
        var others = WitnessedLogs.read(settings.home().resolve(NodeSettings.FILE));
        return Witness.open(
                settings.home().resolve("witness"),
                NodeAddress.witnessName(own),
                List.of(keys.witness()),
                origin -> origin.equals(own) ? List.of() : keysOfLog(origin, registry, others),
                clock);
    }

    /** What the registry says of a log is not overruled. */
    private static List<NoteKey> keysOfLog(String origin, RegistryCache registry, WitnessedLogs others) {
        var keys = registry.current().keysOfLog(origin);
        return keys.isEmpty() ? others.keysOf(origin) : keys;
    }
}

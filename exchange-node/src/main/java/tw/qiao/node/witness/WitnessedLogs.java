package tw.qiao.node.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.NoteKey;

/**
 * Logs that this node cosigns beside those of the registry, such as that of a platform: in its settings as
 * {@code witnessedLogs}, a list of verifier keys ({@code name+id+key}, C2SP signed-note).
 */
public final class WitnessedLogs {
    private final Map<String, List<NoteKey>> keys;

    private WitnessedLogs(Map<String, List<NoteKey>> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** Reads them from the settings of a node; none where there is no such file. */
    public static WitnessedLogs read(Path settings) {
        var keys = new HashMap<String, List<NoteKey>>();
        if (Files.exists(settings)) {
            try {
                for (JsonNode vkey : CanonicalJson.MAPPER
                        .readTree(Files.readString(settings))
                        .path("witnessedLogs")) {
                    var key = NoteKey.parse(vkey.stringValue(""));
                    keys.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(key);
                }
            } catch (IOException | JacksonException e) {
                throw Problem.unavailable(
                        "node_settings_unreadable", "The settings " + settings + " are unreadable", e);
            }
        }
        return new WitnessedLogs(keys);
    }

    /** The keys of the log with the given name, all of which must sign; none for a log that is not named. */
    public List<NoteKey> keysOf(String origin) {
        return keys.getOrDefault(origin, List.of());
    }
}

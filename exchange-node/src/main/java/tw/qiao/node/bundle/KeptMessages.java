package tw.qiao.node.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tw.qiao.node.store.KeptMessage;
import tw.qiao.node.store.PrivateStore;

/**
 * What this node kept of the messages of an exchange: what was signed, the other party's signature, and the body of its
 * own answer. Files of what was erased are left out.
 */
public final class KeptMessages {
    private static final List<String> KINDS = List.of("request", "response");

    private final PrivateStore store;

    public KeptMessages(PrivateStore store) {
        this.store = store;
    }

    /** The files of the exchange in which this node had {@code role}. */
    public SequencedMap<String, byte[]> files(String role, String gxId, Wanted wanted) {
        var files = new LinkedHashMap<String, byte[]>();
        for (String kind : KINDS) {
            if (wanted.test(kind)) {
                store.message(key(role, kind, gxId)).ifPresent(message -> put(files, role + "/" + kind, message));
            }
        }
        if (wanted.bodies() && files.containsKey(role + "/response.base")) {
            store.find(key(role, "response", gxId))
                    .filter(record -> !record.wasErased())
                    .ifPresent(record -> files.put(
                            role + "/response.body", record.answer().body().octets()));
        }
        return files;
    }

    /** The other party's signatures that this node kept in {@code role}, by {@code request} or {@code response}. */
    public Map<String, byte[]> signatures(String role, String gxId) {
        var signatures = new LinkedHashMap<String, byte[]>();
        for (String kind : KINDS) {
            store.message(key(role, kind, gxId))
                    .map(KeptMessage::signature)
                    .filter(signature -> signature.length > 0)
                    .ifPresent(signature -> signatures.put(kind, signature));
        }
        return signatures;
    }

    /** As in the log. */
    private static String key(String role, String kind, String gxId) {
        return role + "/" + kind + "/" + gxId;
    }

    private static void put(SequencedMap<String, byte[]> files, String name, KeptMessage message) {
        files.put(name + ".base", message.base());
        if (message.signature().length > 0) {
            files.put(name + ".signature", message.signature());
        }
    }
}

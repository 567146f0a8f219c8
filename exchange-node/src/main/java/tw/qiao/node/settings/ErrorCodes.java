package tw.qiao.node.settings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tw.qiao.kernel.Problem;

/** The two generations of X-Road's error codes. */
public enum ErrorCodes {
    /** Since X-Road 7.8: {@code server.serverproxy.network_error}. */
    SNAKE_CASE,
    /** Before X-Road 7.8: {@code Server.ServerProxy.NetworkError}. */
    LEGACY;

    private static final int MOST = 1000;

    /** The parts of codes that are not written as their words are. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "clientproxy", "ClientProxy",
            "serverproxy", "ServerProxy",
            "opmonitor", "OpMonitor",
            "io_error", "IOError",
            "hsm_non_operational", "HSMNonOperational",
            "invalid_soap_action", "InvalidSoapAction",
            "token_readonly", "TokenReadOnly",
            "invalid_service_type", "ServiceType",
            "hash_chain_unused_inputs", "HashChainUnusedInputs");

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    public static ErrorCodes named(String name) {
        return switch (name) {
            case "7.8" -> SNAKE_CASE;
            case "legacy" -> LEGACY;
            default -> throw Problem.of("node_settings_invalid", 500, false, "errorCodes must be 7.8 or legacy");
        };
    }

    /** A code of this node in this generation. */
    public String of(String code) {
        if (this == SNAKE_CASE) {
            return code;
        }
        String known = KNOWN.get(code);
        if (known != null) {
            return known;
        }
        String made = legacy(code);
        if (KNOWN.size() < MOST) { // codes come from other nodes too
            KNOWN.put(code, made);
        }
        return made;
    }

    private static String legacy(String code) {
        var parts = code.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = IRREGULAR.containsKey(parts[i]) ? IRREGULAR.get(parts[i]) : words(parts[i]);
        }
        return String.join(".", parts);
    }

    private static String words(String part) {
        var out = new StringBuilder();
        for (String word : part.split("_", -1)) {
            if (!word.isEmpty()) {
                out.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return out.toString();
    }
}

package tw.qiao.verifier;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/** An entry of a node's evidence log. */
record Entry(String role, String kind, JsonNode content) {
    static Entry read(String role, String kind, byte[] entry) {
        return new Entry(role, kind, CanonicalJson.MAPPER.readTree(entry));
    }

    /** A value, as text; a dash where there is none. */
    String value(String name) {
        var value = content.path(name);
        return value.isString()
                ? value.stringValue()
                : value.isNumber() ? value.numberValue().toString() : "-";
    }

    /** When it was written, by its node. */
    Instant time() {
        return Instant.parse(value("time"));
    }

    boolean has(String name) {
        return content.has(name);
    }

    /** Whether it says itself where it belongs. */
    boolean isOf(String gxId, String origin) {
        return value("gx_id").equals(gxId)
                && value("side").equals(role)
                && value("kind").equals(kind)
                && value("node").equals(origin);
    }
}

package tw.qiao.node.settings;

import java.util.Arrays;
import tw.qiao.kernel.Problem;

/** What a node tries first with another node. */
public enum PeerProtocol {
    /** HTTP/1.1 over pooled connections, with any node. */
    HTTP1("http1"),
    /** HTTP/2 over one connection, and HTTP/1.1 with a node that speaks nothing else. */
    HTTP2("http2");

    private final String label;

    PeerProtocol(String label) {
        this.label = label;
    }

    /** Its name in the settings. */
    public String label() {
        return label;
    }

    /** The one with this name. */
    public static PeerProtocol named(String label) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.label.equals(label))
                .findAny()
                .orElseThrow(
                        () -> Problem.of("node_settings_invalid", 500, false, "peerProtocol must be http1 or http2"));
    }
}

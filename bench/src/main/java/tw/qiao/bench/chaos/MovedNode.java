package tw.qiao.bench.chaos;

import java.nio.file.Path;
import tw.qiao.node.ExchangeNode;
import tw.qiao.node.settings.NodeSettings;

/** A node as a process, whose clock somebody else may move: {@code HOME CLOCK_FILE}. */
public final class MovedNode {
    private MovedNode() {}

    /** Starts it; it says {@code ready}, as a node does. */
    public static void main(String[] arguments) {
        try {
            var settings = NodeSettings.read(Path.of(arguments[0]));
            var node = ExchangeNode.start(settings, new MovedClock(Path.of(arguments[1])));
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
            System.out.println("ready " + node.consumerPort() + " " + node.providerPort());
        } catch (RuntimeException e) {
            System.err.println("The node cannot start: " + e.getMessage());
            System.exit(1);
        }
    }
}

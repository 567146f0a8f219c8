package tw.qiao.analytics.proposals;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.engine.OneTask;
import tw.qiao.kernel.CanonicalJson;

/**
 * Looks at a file in a process of its own, because some formats need memory or the engine: {@code file}, and
 * {@code lines} as in {@link Lines}. The answer is a {@link Look}.
 */
public final class LookProcess {
    private LookProcess() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        OneTask.run(LookProcess::look);
    }

    private static ObjectNode look(JsonNode asked) {
        Lines lines = CanonicalJson.MAPPER.treeToValue(asked.path("lines"), Lines.class);
        return CanonicalJson.MAPPER.valueToTree(
                Looking.at(Path.of(asked.path("file").asString()), lines));
    }
}

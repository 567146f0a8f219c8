package tw.qiao.analytics.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * What a process does that is started for one task: it reads one JSON object from standard input, and the last line of
 * its standard output is another, the answer or {@code problem} with {@code code} and {@code message}.
 */
public final class OneTask {
    /** Kept here so that the level stays. */
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg");

    private OneTask() {}

    /** Does {@code task} and ends the process. What is asked comes in no argument, which everybody could see. */
    public static void run(Function<JsonNode, ObjectNode> task) throws IOException {
        ICEBERG.setLevel(Level.SEVERE);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // nothing else may reach the parent
        JsonNode asked = CanonicalJson.MAPPER.readTree(System.in.readAllBytes());
        out.println(CanonicalJson.MAPPER.writeValueAsString(answer(task, asked)));
        System.exit(0);
    }

    private static ObjectNode answer(Function<JsonNode, ObjectNode> task, JsonNode asked) {
        try {
            return task.apply(asked);
        } catch (Problem problem) {
            return problem(problem.code(), String.valueOf(problem.getMessage()));
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace();
            return problem(
                    "task_failed",
                    "檔案處理時發生未預期的錯誤 The work failed: " + unforeseen.getClass().getSimpleName());
        }
    }

    /** An answer that says what is wrong. */
    public static ObjectNode problem(String code, String message) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.putObject("problem").put("code", code).put("message", message);
        return told;
    }
}

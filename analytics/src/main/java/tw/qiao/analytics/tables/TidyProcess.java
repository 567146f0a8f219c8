package tw.qiao.analytics.tables;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Tidies up all tables in a process of its own, for a server that must not load the engine.
 *
 * <p>Standard input is one JSON object: {@code catalogue}, {@code user}, {@code password}, {@code tables},
 * {@code scratch}, {@code historyDays} and {@code graceHours}. The last line of standard output is another:
 * {@code tables} with what was done to each, or why nothing could be.
 */
public final class TidyProcess {
    private static final int MEMORY_MEGABYTES = 384;

    /** Kept here so that the level stays. */
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg");

    private TidyProcess() {}

    /** Takes no arguments, because everybody on the machine can see them. */
    public static void main(String[] arguments) throws IOException {
        ICEBERG.setLevel(Level.SEVERE);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // nothing else may reach the parent
        JsonNode asked = CanonicalJson.MAPPER.readTree(System.in.readAllBytes());
        out.println(CanonicalJson.MAPPER.writeValueAsString(tidy(asked)));
        System.exit(0);
    }

    private static ObjectNode tidy(JsonNode asked) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        ArrayNode tables = told.putArray("tables");
        var tidying = new Tidying(
                Duration.ofDays(asked.path("historyDays").asInt()),
                Duration.ofHours(asked.path("graceHours").asInt()));
        try (var warehouse = Warehouse.open(
                        asked.path("catalogue").asString(),
                        asked.path("user").asString(),
                        asked.path("password").asString(),
                        Path.of(asked.path("tables").asString()));
                var workbench = Workbench.open(Path.of(asked.path("scratch").asString()), MEMORY_MEGABYTES, 1)) {
            warehouse.names().forEach(name -> tell(tables.addObject(), name, tidying, warehouse, workbench));
        }
        return told;
    }

    /** A table that cannot be tidied up now does not keep the others from it. */
    private static void tell(ObjectNode told, String name, Tidying tidying, Warehouse warehouse, Workbench workbench) {
        told.put("table", name);
        try {
            var done = tidying.tidy(warehouse.table(name), workbench, Clock.systemUTC());
            told.put("compacted", done.compacted())
                    .put("expired", done.expired())
                    .put("swept", done.swept());
        } catch (Problem problem) {
            told.put("problem", problem.code());
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace();
            told.put("problem", "tidy_failed");
        }
    }
}

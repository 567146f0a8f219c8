package tw.qiao.analytics.feeds;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Imports one file in a process of its own, for a server that must not load the engine.
 *
 * <p>Standard input is one JSON object: {@code catalogue}, {@code user}, {@code password}, {@code tables},
 * {@code scratch}, {@code quarantine}, {@code feed} and {@code file}. The last line of standard output is another: the
 * report, or {@code problem} with {@code code} and {@code message}.
 */
public final class ImportProcess {
    private static final int MEMORY_MEGABYTES = 384;

    /** Kept here so that the level stays. */
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg");

    private ImportProcess() {}

    /** Takes no arguments, because everybody on the machine can see them. */
    public static void main(String[] arguments) throws IOException {
        ICEBERG.setLevel(Level.SEVERE);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // nothing else may reach the parent
        JsonNode asked = CanonicalJson.MAPPER.readTree(System.in.readAllBytes());
        out.println(CanonicalJson.MAPPER.writeValueAsString(answer(asked)));
        System.exit(0);
    }

    private static ObjectNode answer(JsonNode asked) {
        try {
            return run(asked);
        } catch (Problem problem) {
            return problem(problem.code(), String.valueOf(problem.getMessage()));
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace();
            return problem(
                    "import_failed",
                    "The import failed: " + unforeseen.getClass().getSimpleName());
        }
    }

    private static ObjectNode run(JsonNode asked) {
        Path scratch = path(asked, "scratch");
        try (var warehouse = Warehouse.open(
                        asked.path("catalogue").asString(),
                        asked.path("user").asString(),
                        asked.path("password").asString(),
                        path(asked, "tables"));
                var workbench = Workbench.open(scratch, MEMORY_MEGABYTES, 1)) {
            var imports = new FeedImport(warehouse, workbench, scratch, path(asked, "quarantine"), Clock.systemUTC());
            Feed feed = Feeds.named(asked.path("feed").asString());
            var report = imports.run(feed, List.of(path(asked, "file")), (_, _, _) -> {});
            return report.held().isEmpty() ? told(report) : held(report);
        }
    }

    private static Path path(JsonNode asked, String field) {
        return Path.of(asked.path(field).asString());
    }

    private static ObjectNode told(ImportReport report) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.put("table", report.table()).put("unchanged", !report.unchanged().isEmpty());
        told.put("read", report.read()).put("accepted", report.accepted()).put("written", report.written());
        ArrayNode corrections = told.putArray("corrections");
        report.corrections()
                .forEach((correction, count) ->
                        corrections.addObject().put("label", correction.label()).put("count", count));
        ArrayNode reasons = told.putArray("quarantined");
        report.quarantined()
                .forEach((reason, count) ->
                        reasons.addObject().put("label", reason.label()).put("count", count));
        report.quarantine().ifPresent(file -> told.put("quarantine", file.toString()));
        return told;
    }

    private static ObjectNode held(ImportReport report) {
        String differences = report.drift().stream().map(Finding::difference).collect(Collectors.joining("; "));
        return problem(
                "import_held",
                "與前一批差異過大，資料未匯入；確認無誤後，請以 ./qiao warehouse import --accept-drift 匯入。"
                        + " Held, because it differs too much from the batch before; nothing was imported. Once it is"
                        + " known to be right, import it with --accept-drift. " + differences);
    }

    private static ObjectNode problem(String code, String message) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.putObject("problem").put("code", code).put("message", message);
        return told;
    }
}

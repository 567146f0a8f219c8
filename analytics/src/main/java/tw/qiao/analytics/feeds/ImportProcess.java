package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.analytics.engine.OneTask;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Undo;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.CanonicalJson;

/**
 * Works on one file in a process of its own, for a server that must not load the engine. The {@code task} that is asked
 * for is one of
 *
 * <ul>
 *   <li>{@code import}: takes {@code file} in; {@code accept} takes it however much it differs from the batch before,
 *       and {@code crossing} says by which crossing of the exchange it came. The report has {@code undo} with what
 *       undoes it.
 *   <li>{@code check}: reads and checks {@code file} and changes nothing.
 *   <li>{@code correct}: writes {@code file} with {@code corrections} (each of {@code line}, {@code column},
 *       {@code value}) to {@code target}.
 *   <li>{@code undo}: gives the batches of {@code undo} the rows back that they had before.
 * </ul>
 *
 * with {@code catalogue}, {@code user}, {@code password}, {@code tables}, {@code scratch}, {@code quarantine}, and
 * {@code feed}, or {@code declaration} as the file of somebody's own.
 */
public final class ImportProcess {
    private static final int MEMORY_MEGABYTES = 384;

    private final JsonNode asked;

    private ImportProcess(JsonNode asked) {
        this.asked = asked;
    }

    /** Takes no arguments, because everybody on the machine can see them. */
    public static void main(String[] arguments) throws IOException {
        OneTask.run(asked -> new ImportProcess(asked).run());
    }

    private ObjectNode run() {
        return switch (asked.path("task").asString()) {
            case "import" -> withWarehouse(this::imported);
            case "check" -> checked();
            case "correct" -> corrected();
            case "undo" -> withWarehouse((warehouse, workbench) -> undone(warehouse, workbench));
            default -> OneTask.problem("task_unknown", "There is no such task");
        };
    }

    private interface Work {
        ObjectNode with(Warehouse warehouse, Workbench workbench);
    }

    private ObjectNode withWarehouse(Work work) {
        try (var warehouse = Warehouse.open(
                        asked.path("catalogue").asString(),
                        asked.path("user").asString(),
                        asked.path("password").asString(),
                        path("tables"));
                var workbench = Workbench.open(path("scratch"), MEMORY_MEGABYTES, 1)) {
            return work.with(warehouse, workbench);
        }
    }

    private Feed feed() {
        String declaration = asked.path("declaration").asString("");
        return declaration.isEmpty() ? Feeds.named(asked.path("feed").asString()) : Feeds.in(Path.of(declaration));
    }

    private Path path(String field) {
        return Path.of(asked.path(field).asString());
    }

    private ObjectNode imported(Warehouse warehouse, Workbench workbench) {
        Feed feed = feed();
        var imports = new FeedImport(warehouse, workbench, path("scratch"), path("quarantine"), Clock.systemUTC());
        if (asked.path("accept").asBoolean(false)) {
            imports.acceptingDrift();
        }
        if (asked.path("crossing").isObject()) {
            imports.crossed(path("file"), CanonicalJson.MAPPER.treeToValue(asked.path("crossing"), Crossing.class));
        }
        Undo.Before before = Undo.before(warehouse.provide(feed.table()));
        ImportReport report = imports.run(feed, List.of(path("file")), (_, _, _) -> {});
        if (!report.held().isEmpty()) {
            return held(report);
        }
        ObjectNode told = told(report);
        ArrayNode accepted = told.putArray("acceptedDrift");
        report.drift().stream()
                .filter(finding -> finding.verdict() != Verdict.ACCEPT)
                .forEach(finding -> accepted.add(finding.difference()));
        told.set("undo", CanonicalJson.MAPPER.valueToTree(before.of(warehouse.table(report.table()))));
        return told;
    }

    private ObjectNode checked() {
        try (var workbench = Workbench.open(path("scratch"), MEMORY_MEGABYTES, 1)) {
            return told(new FeedCheck(workbench, path("scratch"), path("quarantine"), Clock.systemUTC())
                    .run(feed(), path("file")));
        }
    }

    private ObjectNode corrected() {
        var corrections = new ArrayList<CorrectedFile.Change>();
        asked.path("corrections")
                .forEach(one -> corrections.add(new CorrectedFile.Change(
                        one.path("line").asLong(),
                        one.path("column").asString(),
                        one.path("value").asString())));
        new CorrectedFile(feed(), path("file")).write(corrections, path("target"));
        return CanonicalJson.MAPPER.createObjectNode();
    }

    private ObjectNode undone(Warehouse warehouse, Workbench workbench) {
        JsonNode undo = asked.path("undo");
        long snapshot = undo.path("snapshot").asLong(0);
        var table = warehouse.table(undo.path("table").asString());
        new Undo(
                        table.name(),
                        snapshot == 0 ? OptionalLong.empty() : OptionalLong.of(snapshot),
                        texts(undo.path("before")),
                        texts(undo.path("after")))
                .apply(table, workbench, Dictionary.BATCH);
        return CanonicalJson.MAPPER.createObjectNode();
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
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
        return OneTask.problem(
                "import_held",
                "與前一批差異過大，資料未匯入。 Held, because it differs too much from the batch before; nothing was imported. "
                        + differences);
    }
}

package tw.qiao.analytics.shipments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Export;
import tw.qiao.analytics.tables.FilePlan;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * A table in a folder: {@code TABLE.parquet} with its rows and {@code TABLE.json} with the revisions of its batches, so
 * that whoever unpacks it knows the same source files again.
 */
public final class Shipment {
    private static final String NOTE = ".json";

    private final Path folder;
    private final String table;

    private Shipment(Path folder, String table) {
        this.folder = folder;
        this.table = table;
    }

    /** The shipments in {@code folder}, the smallest first. */
    public static List<Shipment> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(NOTE))
                    .map(name -> new Shipment(folder, name.substring(0, name.length() - NOTE.length())))
                    .filter(shipment -> Files.exists(shipment.rows()))
                    .sorted(java.util.Comparator.comparingLong(Shipment::bytes))
                    .toList();
        } catch (IOException e) {
            throw Problem.invalid("shipment_folder", "The folder " + folder + " cannot be read");
        }
    }

    /** Packs {@code table} into {@code folder}. */
    public static Shipment pack(WarehouseTable table, Workbench workbench, Path folder) {
        var shipment = new Shipment(folder, table.name());
        FilePlan plan = table.plan(OptionalLong.empty());
        Export.write(workbench, plan, shipment.rows());
        ObjectNode note = CanonicalJson.MAPPER.createObjectNode();
        note.put("table", table.name()).put("rows", plan.rows());
        ObjectNode revisions = note.putObject("revisions");
        for (String batch : batches(workbench, plan)) {
            table.revision(batch).ifPresent(revision -> revisions.put(batch, revision));
        }
        try {
            Files.writeString(
                    folder.resolve(table.name() + NOTE),
                    CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(note) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shipment;
    }

    private static List<String> batches(Workbench workbench, FilePlan plan) {
        String batch = Sql.name(Dictionary.BATCH);
        return workbench.query("select distinct " + batch + " from " + plan.source() + " order by 1", rows -> {
            var batches = new java.util.ArrayList<String>();
            while (rows.next()) {
                batches.add(rows.getString(1));
            }
            return batches;
        });
    }

    /** The table's name. */
    public String table() {
        return table;
    }

    /** Puts the rows into the table in one commit, unless they are there; says whether it did. */
    public boolean unpack(Warehouse warehouse, Workbench workbench) {
        Map<String, String> revisions = revisions();
        WarehouseTable target = warehouse.provide(Dictionary.table(table));
        boolean known = revisions.entrySet().stream()
                .allMatch(entry -> target.revision(entry.getKey())
                        .filter(entry.getValue()::equals)
                        .isPresent());
        if (known) {
            return false;
        }
        target.replace(
                workbench,
                Dictionary.BATCH,
                revisions,
                "select * from read_parquet(" + Sql.text(rows().toAbsolutePath().toString()) + ")");
        return true;
    }

    private Map<String, String> revisions() {
        try {
            JsonNode note = CanonicalJson.MAPPER.readTree(Files.readString(folder.resolve(table + NOTE)));
            var revisions = new TreeMap<String, String>();
            note.path("revisions").forEachEntry((batch, revision) -> revisions.put(batch, revision.asString()));
            return revisions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path rows() {
        return folder.resolve(table + ".parquet");
    }

    private long bytes() {
        try {
            return Files.size(rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

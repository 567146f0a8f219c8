package tw.qiao.analytics.shipments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
                    .sorted(Comparator.comparingLong(Shipment::bytes))
                    .toList();
        } catch (IOException e) {
            throw Problem.invalid("shipment_folder", "The folder " + folder + " cannot be read");
        }
    }

    /** Packs {@code table} into {@code folder}. */
    public static Shipment pack(WarehouseTable table, Workbench workbench, Path folder) {
        var shipment = new Shipment(folder, table.name());
        FilePlan plan = table.plan(OptionalLong.empty());
        provide(folder);
        Export.write(workbench, plan.source(), shipment.rows());
        ObjectNode note = CanonicalJson.MAPPER.createObjectNode();
        note.put("table", table.name()).put("rows", plan.rows());
        ObjectNode revisions = note.putObject("revisions");
        for (String batch : batches(workbench, plan)) {
            table.revision(batch).ifPresent(revision -> revisions.put(batch, revision));
        }
        if (!table.plan(OptionalLong.empty()).source().equals(plan.source())) {
            throw Problem.unavailable(
                    "shipment_moved", "The table " + table.name() + " changed meanwhile; pack it again");
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

    private static void provide(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> batches(Workbench workbench, FilePlan plan) {
        String batch = Sql.name(Dictionary.BATCH);
        return workbench.query("select distinct " + batch + " from " + plan.source() + " order by 1", rows -> {
            var batches = new ArrayList<String>();
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

    /**
     * Puts those batches into the table, in one commit, of which it has none, whatever their revision: one that was
     * imported since is not undone. Says whether there was any.
     */
    public boolean unpack(Warehouse warehouse, Workbench workbench) {
        WarehouseTable target = warehouse.provide(Dictionary.table(table));
        var missing = new TreeMap<>(revisions());
        missing.keySet().removeIf(batch -> target.revision(batch).isPresent());
        if (missing.isEmpty()) {
            return false;
        }
        String batches = missing.keySet().stream().map(Sql::text).collect(Collectors.joining(", "));
        target.replace(
                workbench,
                Dictionary.BATCH,
                missing,
                "select * from read_parquet(" + Sql.text(rows().toAbsolutePath().toString()) + ") where "
                        + Sql.name(Dictionary.BATCH) + " in (" + batches + ")");
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

package tw.qiao.analytics.tables;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.kernel.Problem;

/**
 * All tables of one warehouse: their files lie below one folder, their catalogue in PostgreSQL. DuckDB never touches
 * the catalogue; whoever reads asks a table for its planned files.
 */
public final class Warehouse implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.of("warehouse");

    /** Many writers at once, few manifests to read, and no endless row of old metadata. */
    private static final Map<String, String> COMMITS = Map.of(
            "commit.retry.num-retries", "20",
            "commit.retry.min-wait-ms", "10",
            "commit.manifest.min-count-to-merge", "10",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            "write.delete.mode", "copy-on-write",
            "write.update.mode", "copy-on-write",
            "write.merge.mode", "copy-on-write");

    private final JdbcCatalog catalogue;
    private final Path folder;
    private final Releases releases;

    private Warehouse(JdbcCatalog catalogue, Path folder, Releases releases) {
        this.catalogue = catalogue;
        this.folder = folder;
        this.releases = releases;
    }

    /**
     * Opens a warehouse, whose catalogue is made when it is not there.
     *
     * @param jdbcUrl the PostgreSQL database, for example {@code jdbc:postgresql://localhost/warehouse}
     * @param folder where the tables' files lie; it may be moved as a whole while nobody has it open
     */
    public static Warehouse open(String jdbcUrl, String user, String password, Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        var catalogue = new JdbcCatalog(_ -> new LocalFiles(root), null, true);
        catalogue.initialize(
                "qiao",
                Map.of(
                        "uri", jdbcUrl,
                        "jdbc.user", user,
                        "jdbc.password", password,
                        "jdbc.schema-version", "V1",
                        "warehouse", root.toUri().toString()));
        if (!catalogue.namespaceExists(NAMESPACE)) {
            try {
                catalogue.createNamespace(NAMESPACE);
            } catch (AlreadyExistsException e) {
                // another process was first, which is as good
            }
        }
        return new Warehouse(catalogue, root, Releases.open(jdbcUrl, user, password));
    }

    /**
     * The table as {@code description} wants it: made when it is not there, with new columns added and names changed.
     */
    public WarehouseTable provide(TableDescription description) {
        Optional<WarehouseTable> present = find(description.name());
        if (present.isPresent()) {
            present.get().evolve(description.columns());
            return present.get();
        }
        Schema schema = IcebergTypes.schema(description.columns());
        var properties = new HashMap<>(COMMITS);
        properties.put("comment", description.chinese());
        try {
            catalogue
                    .buildTable(identifier(description.name()), schema)
                    .withLocation(folder.resolve(description.name()).toString())
                    .withSortOrder(order(schema, description.sort()))
                    .withProperties(properties)
                    .create();
        } catch (AlreadyExistsException e) {
            return provide(description);
        }
        return table(description.name());
    }

    private static SortOrder order(Schema schema, List<String> columns) {
        var order = SortOrder.builderFor(schema);
        columns.forEach(column -> order.asc(column, NullOrder.NULLS_FIRST));
        return order.build();
    }

    /** The table {@code name}; a problem {@code warehouse_table} when there is none. */
    public WarehouseTable table(String name) {
        return find(name)
                .orElseThrow(() -> Problem.notFound(
                        "warehouse_table", "There is no table " + name + "; there are: " + String.join(", ", names())));
    }

    private Optional<WarehouseTable> find(String name) {
        try {
            return Optional.of(
                    new WarehouseTable(catalogue.loadTable(identifier(name)), folder.resolve(name), releases));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    /** The releases that were made of these tables. */
    public Releases releases() {
        return releases;
    }

    /** Releases the current snapshots of all tables that have rows, under a name that none had before. */
    public Releases.Release release(String name, Clock clock) {
        return releases.make(name, this::current, clock);
    }

    private Map<String, Long> current() {
        var snapshots = new HashMap<String, Long>();
        names().forEach(name -> table(name).snapshot().ifPresent(snapshot -> snapshots.put(name, snapshot)));
        return snapshots;
    }

    /** The names of all tables, sorted. */
    public List<String> names() {
        return catalogue.listTables(NAMESPACE).stream()
                .map(TableIdentifier::name)
                .sorted()
                .toList();
    }

    /** The folder below which all tables' files lie, the only one that those who read need. */
    public Path folder() {
        return folder;
    }

    private static TableIdentifier identifier(String name) {
        return TableIdentifier.of(NAMESPACE, name);
    }

    @Override
    public void close() {
        catalogue.close();
    }
}

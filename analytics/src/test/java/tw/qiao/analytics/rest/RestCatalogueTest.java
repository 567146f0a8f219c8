package tw.qiao.analytics.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.SmallWarehouse;
import tw.qiao.analytics.support.LocalReading;

/** What Iceberg's own client sees. */
class RestCatalogueTest {
    private static final Namespace NAMESPACE = Namespace.of("warehouse");
    private static final TableIdentifier BIRTHS = TableIdentifier.of(NAMESPACE, "births");
    private static final TableIdentifier VILLAGES = TableIdentifier.of(NAMESPACE, "villages");

    @TempDir
    private static Path folder;

    private static SmallWarehouse small;
    private static RestFront front;

    @BeforeAll
    static void open() {
        small = new SmallWarehouse(folder);
        front = RestFront.start(
                new RestService(
                        small.warehouse(),
                        new Tokens(Map.of(
                                "analysts", Guests.of(small, Clearance.ANALYST),
                                "insiders", Guests.of(small, Guests.ALL)))),
                0);
    }

    @AfterAll
    static void close() {
        front.close();
        small.close();
    }

    @Test
    void listsAndLoadsTablesAndPlansTheirFilesSoThatOtherEnginesReadWhatWeAnswer() throws IOException {
        try (var catalogue = catalogue("insiders");
                var workbench = Workbench.open(folder.resolve("other"), 128, 1)) {
            assertThat(catalogue.listNamespaces()).containsExactly(NAMESPACE);
            assertThat(catalogue.namespaceExists(NAMESPACE)).isTrue();
            assertThat(catalogue.listTables(NAMESPACE)).containsExactly(BIRTHS, VILLAGES);
            assertThat(catalogue.tableExists(BIRTHS)).isTrue();
            var table = catalogue.loadTable(BIRTHS);
            long sum = 0;
            try (var tasks = table.newScan().planFiles()) {
                for (FileScanTask task : tasks) {
                    sum += workbench.number("select sum(births)::bigint from read_parquet('"
                            + table.io().newInputFile(task.file().location()).location() + "')");
                }
            }
            assertThat(sum)
                    .isEqualTo(small.queries()
                            .run(Query.of("select sum(births)::bigint from births"), small.catalogue())
                            .rows()
                            .getFirst()
                            .get(0)
                            .asLong());
        }
    }

    @Test
    void offersOnlyTablesThatTheTokensOwnerMaySeeWhole() throws IOException {
        try (var catalogue = catalogue("analysts")) {
            // the mothers' names are hidden from analysts, and files cannot leave them out
            assertThat(catalogue.listTables(NAMESPACE)).containsExactly(VILLAGES);
            assertThat(catalogue.tableExists(BIRTHS)).isFalse();
            assertThatThrownBy(() -> catalogue.loadTable(BIRTHS)).isInstanceOf(NoSuchTableException.class);
            assertThat(catalogue.loadTable(VILLAGES).schema().columns()).hasSize(2);
        }
    }

    @Test
    void letsNobodyWriteNorInWithoutAToken() throws IOException {
        try (var catalogue = catalogue("insiders")) {
            var schema = new Schema(Types.NestedField.optional(1, "a", Types.LongType.get()));
            assertThatThrownBy(() -> catalogue.createTable(TableIdentifier.of(NAMESPACE, "mine"), schema))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> catalogue.dropTable(BIRTHS)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> catalogue
                            .loadTable(VILLAGES)
                            .updateSchema()
                            .addColumn("mine", Types.LongType.get())
                            .commit())
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> catalogue.listTables(Namespace.of("elsewhere")))
                    .isInstanceOf(NoSuchNamespaceException.class);
        }
        assertThat(small.warehouse().table("villages").metadata().schema().columns())
                .hasSize(2);
        assertThatThrownBy(() -> catalogue("guessed").close()).isInstanceOf(NotAuthorizedException.class);
    }

    private static RESTCatalog catalogue(String token) {
        var catalogue = new RESTCatalog();
        catalogue.initialize(
                "qiao",
                Map.of(
                        "uri",
                        "http://127.0.0.1:" + front.port(),
                        "token",
                        token,
                        "io-impl",
                        LocalReading.class.getName()));
        return catalogue;
    }
}

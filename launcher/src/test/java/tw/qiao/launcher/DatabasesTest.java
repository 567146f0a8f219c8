package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import tw.qiao.kernel.FreePort;
import tw.qiao.society.ProgressListener;
import tw.qiao.society.Registers;
import tw.qiao.society.Society;

class DatabasesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void letsEachNodeReadTheColumnsThatItsServicesTellAndFindPeopleBy() throws Exception {
        try (var postgres = Postgres.start(folder, FreePort.find(), "secret", folder.resolve("log"))) {
            var databases = new Databases(postgres, role -> "of-" + role);
            databases.create();
            fill(postgres);
            olderView(postgres);

            databases.declareViews(Path.of("..", "data"));

            for (Party party : Party.ALL) {
                for (Party.Service service : party.services()) {
                    assertThat(rows(postgres, party, service))
                            .as(service.code())
                            .isPositive();
                }
            }
        }
    }

    private static void fill(Postgres postgres) {
        var database = new PGSimpleDataSource();
        database.setUrl(postgres.url(Databases.REGISTERS));
        database.setUser("qiao");
        database.setPassword("secret");
        Registers.load(database, Society.of(1, 2_000, Path.of("..", "data")), ProgressListener.silent());
    }

    /** The view as a data folder of an older version has it. */
    private static void olderView(Postgres postgres) throws SQLException {
        try (var connection = postgres.connect(Databases.REGISTERS);
                var statement = connection.createStatement()) {
            statement.execute("""
                    create view construction.api_technicians as
                      select licence_no, name, discipline, kind, issued, expires, firm_unified_no
                      from construction.technician
                    """);
        }
    }

    private static int rows(Postgres postgres, Party party, Party.Service service) throws SQLException {
        var columns = new TreeSet<>(service.fields());
        columns.addAll(service.people());
        columns.add(service.parameter());
        String role = Databases.role(party);
        try (var connection = DriverManager.getConnection(postgres.url(Databases.REGISTERS), role, "of-" + role);
                var rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from (select " + String.join(", ", columns) + " from "
                                + service.view(party.schema()) + ") as told")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}

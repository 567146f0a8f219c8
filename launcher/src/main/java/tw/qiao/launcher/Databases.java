package tw.qiao.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.postgresql.PGConnection;
import tw.qiao.kernel.Problem;

/** The databases and roles of the demo: the platform owns its own, each agency's node may only read its views. */
final class Databases {
    static final String PLATFORM = "qiao";
    static final String REGISTERS = "registers";

    /** The database with the warehouse's catalogue, and the role that may use nothing else. */
    static final String WAREHOUSE = "warehouse";

    private final Postgres postgres;
    private final UnaryOperator<String> secrets;

    /** {@code secrets} gives the password for the name of a role. */
    Databases(Postgres postgres, UnaryOperator<String> secrets) {
        this.postgres = postgres;
        this.secrets = secrets;
    }

    /** Makes both databases and the platform's role, unless they are there. */
    void create() throws SQLException {
        postgres.createDatabase(PLATFORM);
        postgres.createDatabase(REGISTERS);
        try (Connection connection = postgres.connect(PLATFORM)) {
            role(connection, "platform");
            execute(connection, "grant create, connect on database " + PLATFORM + " to platform");
            execute(connection, "grant usage, create on schema public to platform");
        }
    }

    /** Makes the warehouse's database and its role, unless they are there. */
    void createWarehouse() throws SQLException {
        postgres.createDatabase(WAREHOUSE);
        try (Connection connection = postgres.connect(WAREHOUSE)) {
            role(connection, WAREHOUSE);
            execute(connection, "grant create, connect on database " + WAREHOUSE + " to " + WAREHOUSE);
            execute(connection, "grant usage, create on schema public to " + WAREHOUSE);
            execute(connection, "grant all on all tables in schema public to " + WAREHOUSE);
        }
    }

    /**
     * Declares the agencies' views and lets each agency's role read its own, and nothing else. What the agencies offer
     * of open data is that of the folder {@code data}.
     */
    void declareViews(Path data) throws SQLException {
        try (Connection connection = postgres.connect(REGISTERS)) {
            execute(connection, resource("/registers/views.sql"));
            fill(connection, "household.township_population", data.resolve("exchange/township_population.csv"));
            for (Party party : Party.ALL) {
                if (party.isAgency()) {
                    letRead(connection, party);
                }
            }
        }
    }

    private static void fill(Connection connection, String table, Path csv) throws SQLException {
        execute(connection, "truncate " + table);
        try (Reader rows = Files.newBufferedReader(csv)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin (format csv, header)", rows);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void letRead(Connection connection, Party party) throws SQLException {
        String role = role(party);
        role(connection, role);
        execute(connection, "grant usage on schema " + party.schema() + " to " + role);
        for (Party.Service service : party.services()) {
            execute(connection, "grant select on " + service.view(party.schema()) + " to " + role);
        }
    }

    /** The role with which the node of {@code party} reads. */
    static String role(Party party) {
        return party.schema() + "_node";
    }

    private void role(Connection connection, String role) throws SQLException {
        execute(connection, """
                do $$ begin
                  if not exists (select 1 from pg_roles where rolname = '%1$s') then
                    create role %1$s login password '%2$s';
                  end if;
                end $$
                """.formatted(role, secrets.apply(role)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Databases.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw Problem.notFound("resource_missing", "The resource " + name + " is not in the launcher");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package tw.qiao.platform;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import tw.qiao.platform.support.TestDatabase;

/** New databases that have the tables of all modules already: copies of one that was migrated once. */
public final class MigratedDatabase {
    private static final String MIGRATED = migrate();

    private MigratedDatabase() {}

    private static String migrate() {
        String url = TestDatabase.create();
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser("postgres");
        new Migrations().migrateEachModule(database).migrate(Flyway.configure().load());
        return url;
    }

    /** The JDBC address of such a database. */
    public static String create() {
        return TestDatabase.copy(MIGRATED);
    }
}

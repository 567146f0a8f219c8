package tw.qiao.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.service.ServiceDeclaration;

/** A household register with a few people, and what it offers. */
final class HouseholdRegister {
    private static @Nullable EmbeddedPostgres postgres;

    private HouseholdRegister() {}

    /** The JDBC address of the register. */
    static String url() {
        return postgres().getJdbcUrl("postgres", "postgres");
    }

    /** One PostgreSQL for all tests of this JVM, with the register in it. */
    private static synchronized EmbeddedPostgres postgres() {
        var running = postgres;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder().start();
                create(running);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
            postgres = running;
        }
        return running;
    }

    private static void create(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create schema household;
                    create table household.person (
                        national_id text unique, name text not null, birth_date date, household_no bigint,
                        secret text);
                    insert into household.person values
                        ('A123456789', '王𠀋明', '1980-02-29', 9007199254740993, 'x'),
                        ('B223456786', '林小英', null, null, 'y'),
                        ('C120000004', '陳父', '1950-01-01', 77, 'z'),
                        ('C220000003', '陳母', '1952-01-01', 77, 'z'),
                        (null, '未報戶口', '2026-01-01', 77, 'z'),
                        ('D120000002', '鄭獨居', '1960-01-01', 78, 'z');
                    create view household.api_persons as
                        select national_id, name, birth_date, household_no from household.person;
                    comment on view household.api_persons is '現戶個人資料';
                    comment on column household.api_persons.birth_date is '出生日期';
                    """);
        }
    }

    static ServiceDeclaration persons() {
        return ServiceDeclaration.ofView(
                "household",
                "persons",
                "household.api_persons",
                "national_id",
                List.of("national_id", "name", "birth_date", "household_no"),
                List.of("national_id"),
                "個人戶籍資料",
                "Household data of a person");
    }

    /** Households, whose number is asked for; the person's own number is known to the view, but not offered. */
    static ServiceDeclaration households() {
        return ServiceDeclaration.ofView(
                "household",
                "households",
                "household.api_persons",
                "household_no",
                List.of("household_no", "name"),
                List.of("national_id"),
                "同戶資料",
                "People of a household");
    }
}

package tw.qiao.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** All accounts. */
@Repository
public class Accounts {
    private final JdbcClient database;
    private final Ids ids;

    Accounts(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /** The account with this id. */
    public Optional<Account> find(UUID id) {
        return database.sql("select * from identity.account where id = :id")
                .param("id", id)
                .query((row, _) -> account(row))
                .optional();
    }

    /** The account of the person with this national id. */
    public Optional<Account> ofNationalId(String nationalId) {
        return database.sql("select * from identity.account where national_id = :nationalId")
                .param("nationalId", nationalId)
                .query((row, _) -> account(row))
                .optional();
    }

    /** The account of a person, opened with these details if she has none yet. */
    Account open(String nationalId, String name, String email, Set<Role> roles, String agency) {
        database.sql("""
                insert into identity.account (id, national_id, name, email, language, roles, agency)
                values (:id, :nationalId, :name, :email, 'zh-Hant-TW', :roles, :agency)
                on conflict (national_id) do nothing
                """)
                .param("id", ids.uuid())
                .param("nationalId", nationalId)
                .param("name", name)
                .param("email", email)
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("agency", agency)
                .update();
        return ofNationalId(nationalId).orElseThrow();
    }

    /** Changes how a person is reached. */
    void change(UUID id, String email, String language) {
        database.sql("update identity.account set email = :email, language = :language where id = :id")
                .param("email", email)
                .param("language", language)
                .param("id", id)
                .update();
    }

    /** Changes what a person may do; an officer has an agency, others have none. */
    void grant(UUID id, Set<Role> roles, String agency) {
        database.sql("update identity.account set roles = :roles, agency = :agency where id = :id")
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("agency", agency)
                .param("id", id)
                .update();
    }

    /** Keeps others from changing the ways into an account until the transaction ends. */
    void lock(UUID id) {
        database.sql("select id from identity.account where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    /** Accounts whose name or national id starts with {@code start}, the newest first, one page of {@code size}. */
    List<Account> page(String start, int number, int size) {
        return database.sql("""
                select * from identity.account
                where starts_with(name, :start) or starts_with(national_id, upper(:start))
                order by opened desc, id desc limit :size offset :offset
                """)
                .param("start", start)
                .param("size", size)
                .param("offset", (number - 1) * size)
                .query((row, _) -> account(row))
                .list();
    }

    /** How many accounts {@link #page} has in all. */
    int count(String start) {
        return database.sql("""
                select count(*) from identity.account
                where starts_with(name, :start) or starts_with(national_id, upper(:start))
                """).param("start", start).query(Integer.class).single();
    }

    /** All accounts with this role, by name. */
    public List<Account> having(Role role) {
        return database.sql("select * from identity.account where :role = any (roles) order by name, id limit 500")
                .param("role", role.name())
                .query((row, _) -> account(row))
                .list();
    }

    /** Whether anybody has this role. */
    boolean anybodyIs(Role role) {
        return database.sql("select exists (select from identity.account where :role = any (roles))")
                .param("role", role.name())
                .query(Boolean.class)
                .single();
    }

    static Account account(ResultSet row) throws SQLException {
        String[] roles = (String[]) row.getArray("roles").getArray();
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("national_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toSet()),
                row.getString("agency"));
    }
}

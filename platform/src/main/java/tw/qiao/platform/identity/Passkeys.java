package tw.qiao.platform.identity;

import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All passkeys. */
@Repository
class Passkeys {
    private static final AttestedCredentialDataConverter CREDENTIALS =
            new AttestedCredentialDataConverter(new ObjectConverter());

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    Passkeys(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** The passkeys of an account, the oldest first. */
    List<Passkey> ofAccount(UUID account) {
        return database.sql("select * from identity.passkey where account = :account order by created, id")
                .param("account", account)
                .query((row, _) -> passkey(row))
                .list();
    }

    /** The credential ids of an account. */
    List<byte[]> credentialIds(UUID account) {
        return database.sql("select credential_id from identity.passkey where account = :account")
                .param("account", account)
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /** The passkey with this credential id. */
    Optional<StoredCredential> find(byte[] credentialId) {
        return database.sql("select * from identity.passkey where credential_id = :credentialId")
                .param("credentialId", credentialId)
                .query((row, _) -> credential(row))
                .optional();
    }

    /** Adds a verified passkey; refuses a credential id that anybody has already. */
    void add(UUID account, VerifiedRegistration verified, String name) {
        int added = database.sql("""
                insert into identity.passkey
                (id, account, credential_id, credential, counter, backup_eligible, backup_state, name, created)
                values (:id, :account, :credentialId, :credential, :counter, :eligible, :state, :name, :now)
                on conflict (credential_id) do nothing
                """)
                .param("id", ids.uuid())
                .param("account", account)
                .param("credentialId", verified.credential().getCredentialId())
                .param("credential", CREDENTIALS.convert(verified.credential()))
                .param("counter", verified.counter())
                .param("eligible", verified.backupEligible())
                .param("state", verified.backupState())
                .param("name", name)
                .param("now", now())
                .update();
        if (added == 0) {
            throw Problem.conflict("webauthn_credential_registered", "This passkey is registered already");
        }
    }

    /**
     * Notes a verified answer, if nobody noted another since {@code before} was read (compare and set on the counter).
     */
    boolean advance(StoredCredential before, long counter, boolean backupState, boolean warning) {
        return database.sql("""
                update identity.passkey
                set counter = greatest(counter, :counter), backup_state = :state, last_used = :now,
                counter_warnings = counter_warnings + :warnings
                where id = :id and counter = :before and suspended is null
                """)
                        .param("counter", counter)
                        .param("state", backupState)
                        .param("now", now())
                        .param("warnings", warning ? 1 : 0)
                        .param("id", before.id())
                        .param("before", before.counter())
                        .update()
                == 1;
    }

    /** Refuses a passkey from now on, because it may have been copied. */
    void suspend(UUID id) {
        database.sql("update identity.passkey set suspended = :now where id = :id and suspended is null")
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** Gives a passkey of an account another name; false when the account has no such passkey. */
    boolean rename(UUID account, UUID id, String name) {
        return database.sql("update identity.passkey set name = :name where id = :id and account = :account")
                        .param("name", name)
                        .param("id", id)
                        .param("account", account)
                        .update()
                == 1;
    }

    /** Removes a passkey of an account; false when the account has no such passkey. */
    boolean remove(UUID account, UUID id) {
        return database.sql("delete from identity.passkey where id = :id and account = :account")
                        .param("id", id)
                        .param("account", account)
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        return new Passkey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("backup_eligible"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                instant(row, "last_used"),
                instant(row, "suspended"));
    }

    private static StoredCredential credential(ResultSet row) throws SQLException {
        return new StoredCredential(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                CREDENTIALS.convert(row.getBytes("credential")),
                row.getLong("counter"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backup_state"),
                instant(row, "suspended") != null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}

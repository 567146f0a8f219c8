package tw.qiao.platform.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;

/**
 * All sessions of browsers. The database holds only the SHA-256 of an id, so that who reads it cannot take over a
 * session. An ordinary request costs one select and no write; rest is noted once a minute.
 */
@Repository
class Sessions implements SessionRepository<StoredSession> {
    /** The longest time that a session rests. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** The longest time that a session lives. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    Sessions(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    static String newId() {
        byte[] id = new byte[32];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** What the database knows instead of {@code id}. */
    static byte[] hash(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public StoredSession createSession() {
        return StoredSession.begun(newId(), clock.instant());
    }

    @Override
    public void save(StoredSession session) {
        if (session.storedId() == null) {
            insert(session);
            session.stored();
        } else if (session.isChanged()) {
            update(session);
            session.stored();
        } else {
            noteAccess(session);
        }
    }

    private void insert(StoredSession session) {
        database.sql("""
                insert into identity.session (id_hash, reference, account, attributes, created, last_access)
                values (:hash, :reference, :account, :attributes, :created, :now)
                """)
                .param("hash", hash(session.getId()))
                .param("reference", ids.uuid())
                .param("account", accountOf(session))
                .param("attributes", json(session))
                .param("created", at(session.getCreationTime()))
                .param("now", at(clock.instant()))
                .update();
    }

    private void update(StoredSession session) {
        database.sql("""
                update identity.session
                set id_hash = :hash, account = :account, attributes = :attributes, last_access = :now
                where id_hash = :stored
                """)
                .param("hash", hash(session.getId()))
                .param("stored", hash(String.valueOf(session.storedId())))
                .param("account", accountOf(session))
                .param("attributes", json(session))
                .param("now", at(clock.instant()))
                .update();
    }

    private void noteAccess(StoredSession session) {
        Instant now = clock.instant();
        if (session.isAccessOlderThan(now.minus(NOTED))) {
            database.sql("update identity.session set last_access = :now where id_hash = :hash")
                    .param("now", at(now))
                    .param("hash", hash(session.getId()))
                    .update();
        }
    }

    @Override
    public @Nullable StoredSession findById(String id) {
        if (!FORM.matcher(id).matches()) {
            return null;
        }
        Instant now = clock.instant();
        return database.sql("""
                select s.attributes, s.created, s.last_access, a.*
                from identity.session s left join identity.account a on a.id = s.account
                where s.id_hash = :hash and s.created > :oldest and s.last_access > :restless
                """)
                .param("hash", hash(id))
                .param("oldest", at(now.minus(LIFE)))
                .param("restless", at(now.minus(IDLE)))
                .query((row, _) -> session(id, row))
                .optional()
                .orElse(null);
    }

    @Override
    public void deleteById(String id) {
        database.sql("delete from identity.session where id_hash = :hash")
                .param("hash", hash(id))
                .update();
    }

    /** The living sessions of an account, the newest first; {@code currentId} is the one that asks. */
    List<OpenSession> ofAccount(UUID account, String currentId) {
        Instant now = clock.instant();
        return database.sql("""
                select reference, attributes, created, last_access, id_hash = :current as current
                from identity.session
                where account = :account and created > :oldest and last_access > :restless
                order by last_access desc
                """)
                .param("current", hash(currentId))
                .param("account", account)
                .param("oldest", at(now.minus(LIFE)))
                .param("restless", at(now.minus(IDLE)))
                .query((row, _) -> listed(row))
                .list();
    }

    /** Ends one session of an account. */
    void end(UUID account, UUID reference) {
        database.sql("delete from identity.session where account = :account and reference = :reference")
                .param("account", account)
                .param("reference", reference)
                .update();
    }

    /** Ends all sessions of an account but the one with {@code keptId}. */
    void endAll(UUID account, String keptId) {
        database.sql("delete from identity.session where account = :account and id_hash <> :kept")
                .param("account", account)
                .param("kept", hash(keptId))
                .update();
    }

    /** Removes the sessions that ended by themselves. */
    void sweep() {
        Instant now = clock.instant();
        database.sql("delete from identity.session where created <= :oldest or last_access <= :restless")
                .param("oldest", at(now.minus(LIFE)))
                .param("restless", at(now.minus(IDLE)))
                .update();
    }

    private static StoredSession session(String id, ResultSet row) throws SQLException {
        Account account = row.getObject("id", UUID.class) == null ? null : Accounts.account(row);
        return StoredSession.read(id, attributes(row), account, instant(row, "created"), instant(row, "last_access"));
    }

    private static OpenSession listed(ResultSet row) throws SQLException {
        Map<String, Object> attributes = attributes(row);
        return new OpenSession(
                row.getObject("reference", UUID.class),
                String.valueOf(attributes.getOrDefault(SignIns.CLIENT, "")),
                String.valueOf(attributes.getOrDefault(SignIns.METHOD, "")),
                instant(row, "created"),
                instant(row, "last_access"),
                row.getBoolean("current"));
    }

    private static Map<String, Object> attributes(ResultSet row) throws SQLException {
        return CanonicalJson.MAPPER.readValue(row.getString("attributes"), ATTRIBUTES);
    }

    private static String json(StoredSession session) {
        return CanonicalJson.MAPPER.writeValueAsString(session.attributes());
    }

    private static @Nullable UUID accountOf(StoredSession session) {
        Account account = session.account();
        return account == null ? null : account.id();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

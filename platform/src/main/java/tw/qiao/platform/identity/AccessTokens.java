package tw.qiao.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** The tokens of all people. A token lends only what programs may do: to study data. */
@Repository
public class AccessTokens {
    /** What every token begins with, so that people and scanners know a lost one when they see it. */
    static final String MARK = "qiao_";

    private static final int OCTETS = 32;
    private static final int MOST = 20;
    private static final Set<Role> LENT = EnumSet.of(Role.ANALYST);

    private final JdbcClient database;
    private final SecurityEvents events;
    private final Clock clock;
    private final Ids ids;

    AccessTokens(JdbcClient database, SecurityEvents events, Clock clock, Ids ids) {
        this.database = database;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new token of {@code account}, which is told once and never again. */
    @Transactional
    public String make(UUID account, String name, Duration life, String client) {
        if (of(account).stream().filter(token -> token.isGood(clock.instant())).count() >= MOST) {
            throw Problem.conflict("access_tokens_many", "There are " + MOST + " tokens; revoke one first");
        }
        String token = MARK + ids.token(OCTETS);
        database.sql("""
                insert into identity.access_token (id, token_hash, account, name, made, expires)
                values (:id, :hash, :account, :name, :now, :expires)
                """)
                .param("id", ids.uuid())
                .param("hash", Sessions.hash(token))
                .param("account", account)
                .param("name", name)
                .param("now", now())
                .param("expires", now().plus(life))
                .update();
        events.record(account, "access-token-made", client);
        return token;
    }

    /** The tokens of an account, the newest first. */
    public List<AccessToken> of(UUID account) {
        return database.sql("select * from identity.access_token where account = :account order by made desc, id desc")
                .param("account", account)
                .query((row, _) -> token(row))
                .list();
    }

    /** Ends a token of {@code account} at once. */
    @Transactional
    public void revoke(UUID id, UUID account, String client) {
        int ended = database.sql("""
                update identity.access_token set revoked = :now
                where id = :id and account = :account and revoked is null
                """)
                .param("now", now())
                .param("id", id)
                .param("account", account)
                .update();
        if (ended == 1) {
            events.record(account, "access-token-revoked", client);
        }
    }

    /** The owner of a token that is good now, with no more roles than programs may have. */
    Optional<SignedIn> owner(String token) {
        if (!token.startsWith(MARK)) {
            return Optional.empty();
        }
        Optional<SignedIn> owner = database.sql("""
                select account.* from identity.account
                join identity.access_token token on token.account = account.id
                where token_hash = :hash and revoked is null and expires > :now
                """)
                .param("hash", Sessions.hash(token))
                .param("now", now())
                .query((row, _) -> lent(Accounts.account(row)))
                .optional();
        owner.ifPresent(_ -> used(token));
        return owner;
    }

    private static SignedIn lent(Account account) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(account.roles());
        roles.retainAll(LENT);
        return new SignedIn(account.id(), account.nationalId(), account.name(), roles, "");
    }

    private void used(String token) {
        database.sql("""
                update identity.access_token set last_used = :now
                where token_hash = :hash and (last_used is null or last_used < :before)
                """)
                .param("now", now())
                .param("hash", Sessions.hash(token))
                .param("before", now().minusHours(1))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("made", OffsetDateTime.class).toInstant(),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                moment(row, "revoked"),
                moment(row, "last_used"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}

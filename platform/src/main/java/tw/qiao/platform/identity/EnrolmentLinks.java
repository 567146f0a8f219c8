package tw.qiao.platform.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.site.SiteProperties;

/** Links (開通連結) by which a person whose identity was checked gets her first passkey: good once and for seven days. */
@Repository
class EnrolmentLinks {
    static final Duration LIFE = Duration.ofDays(7);

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;
    private final SiteProperties site;

    EnrolmentLinks(JdbcClient database, Clock clock, Ids ids, SiteProperties site) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.site = site;
    }

    /** A new link for an account; earlier ones stop working. */
    String make(UUID account, @Nullable UUID madeBy) {
        String token = ids.token(32);
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        database.sql("delete from identity.enrolment where account = :account and used is null")
                .param("account", account)
                .update();
        database.sql("""
                insert into identity.enrolment (token_hash, account, made_by, made, expires)
                values (:hash, :account, :madeBy, :now, :expires)
                """)
                .param("hash", Sessions.hash(token))
                .param("account", account)
                .param("madeBy", madeBy)
                .param("now", now)
                .param("expires", now.plus(LIFE))
                .update();
        return site.address() + "/enrol/" + token;
    }

    /** The account that an unused link is for. */
    Optional<UUID> find(String token) {
        return database.sql("""
                select account from identity.enrolment
                where token_hash = :hash and used is null and expires > :now
                """)
                .param("hash", Sessions.hash(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    /** Uses up a link; false when it was used, replaced or has expired. */
    boolean use(String token) {
        return database.sql("""
                update identity.enrolment set used = :now
                where token_hash = :hash and used is null and expires > :now
                """)
                        .param("hash", Sessions.hash(token))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}

package tw.qiao.platform.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Problem;

/**
 * The challenges that authenticators sign (WebAuthn Level 3, 13.4.3): random, for one session and one purpose, good
 * once and for five minutes. Taking one deletes it in the same statement, so that of two equal answers one at most
 * passes.
 */
@Repository
class Challenges {
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient database;
    private final Clock clock;

    Challenges(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a challenge is for. */
    enum Purpose {
        SIGN_IN,
        REGISTER
    }

    /** A new challenge for the session with {@code sessionId}; {@code account} is who registers. */
    byte[] issue(String sessionId, Purpose purpose, @Nullable UUID account) {
        byte[] challenge = new byte[32];
        RANDOM.nextBytes(challenge);
        database.sql("""
                insert into identity.challenge (challenge, session_hash, purpose, account, created)
                values (:challenge, :session, :purpose, :account, :now)
                """)
                .param("challenge", challenge)
                .param("session", Sessions.hash(sessionId))
                .param("purpose", purpose.name())
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return challenge;
    }

    /** Takes {@code challenge}, which is then gone, or refuses it. */
    void take(byte[] challenge, String sessionId, Purpose purpose, @Nullable UUID account) {
        int taken = database.sql("""
                delete from identity.challenge
                where challenge = :challenge and session_hash = :session and purpose = :purpose
                and account is not distinct from cast(:account as uuid) and created > :oldest
                """)
                .param("challenge", challenge)
                .param("session", Sessions.hash(sessionId))
                .param("purpose", purpose.name())
                .param("account", account)
                .param("oldest", oldest().atOffset(ZoneOffset.UTC))
                .update();
        if (taken != 1) {
            throw Problem.invalid(
                    "webauthn_bad_challenge", "The challenge is unknown, used or older than five minutes; start again");
        }
    }

    /** Removes what nobody answered in time. */
    void sweep() {
        database.sql("delete from identity.challenge where created <= :oldest")
                .param("oldest", oldest().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Instant oldest() {
        return clock.instant().minus(LIFE);
    }
}

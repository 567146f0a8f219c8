package tw.qiao.platform.identity;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Text;

/**
 * Recovery codes (復原碼): eight codes of 60 random bits, each good for one sign-in. A new set replaces the old one. Only
 * PBKDF2 hashes (RFC 8018) are kept.
 */
@Repository
class RecoveryCodes {
    static final int SET = 8;
    private static final int ITERATIONS = 120_000;
    // Crockford's base 32: no I, L, O or U, which people misread.
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient database;
    private final Clock clock;

    RecoveryCodes(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes a new set for an account and forgets the old one. These are the only copies of the codes. */
    @Transactional
    List<String> renew(UUID account) {
        database.sql("delete from identity.recovery_code where account = :account")
                .param("account", account)
                .update();
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < SET; i++) {
            String code = code();
            insert(account, salt, hash(plain(code), salt, ITERATIONS));
            codes.add(code);
        }
        return codes;
    }

    private void insert(UUID account, byte[] salt, byte[] hash) {
        database.sql("""
                insert into identity.recovery_code (account, hash, salt, iterations, made)
                values (:account, :hash, :salt, :iterations, :now)
                """)
                .param("account", account)
                .param("hash", hash)
                .param("salt", salt)
                .param("iterations", ITERATIONS)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many codes of an account are left. */
    int left(UUID account) {
        return database.sql("select count(*) from identity.recovery_code where account = :account and used is null")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    /** Uses up {@code typed} if it is a code of {@code account} that nobody used before. */
    boolean use(UUID account, String typed) {
        byte[] salt = database.sql("select salt from identity.recovery_code where account = :account limit 1")
                .param("account", account)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .orElseGet(() -> new byte[16]);
        // One set has one salt, so an attempt costs one hash, and the same when there is no such account.
        return database.sql("""
                update identity.recovery_code set used = :now
                where account = :account and hash = :hash and used is null
                """)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("account", account)
                        .param("hash", hash(plain(typed), salt, ITERATIONS))
                        .update()
                == 1;
    }

    private static String code() {
        var code = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** The letters that count, as somebody may have copied them by hand. */
    private static String plain(String typed) {
        String letters =
                Text.typed(typed).toUpperCase(Locale.ROOT).replace('O', '0').replace('I', '1');
        var plain = new StringBuilder();
        letters.replace('L', '1')
                .chars()
                .filter(c -> LETTERS.indexOf(c) >= 0)
                .limit(64)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static byte[] hash(String plain, byte[] salt, int iterations) {
        try {
            var key = new PBEKeySpec(plain.isEmpty() ? new char[] {'-'} : plain.toCharArray(), salt, iterations, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java has no PBKDF2", impossible);
        }
    }
}

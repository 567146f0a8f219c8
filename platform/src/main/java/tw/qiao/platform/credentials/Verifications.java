package tw.qiao.platform.credentials;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Verifies certificates for anybody who has the id or the number of one. */
@Service
class Verifications {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String NO_ID = "-".repeat(22);

    private final Certificates certificates;
    private final CertificateEvidence evidence;
    private final VerificationMisses misses;
    private final Clock clock;

    Verifications(Certificates certificates, CertificateEvidence evidence, VerificationMisses misses, Clock clock) {
        this.certificates = certificates;
        this.evidence = evidence;
        this.misses = misses;
        this.clock = clock;
    }

    /** Whether {@code key} is written like an id or a number; says nothing of whether there is such a certificate. */
    static boolean isWellFormed(String key) {
        return ID.matcher(key).matches() || CertificateNumber.read(key).isPresent();
    }

    /** Today in Taipei. */
    LocalDate today() {
        return clock.instant().atZone(CertificateHistory.TAIPEI).toLocalDate();
    }

    /** Verifies for {@code client}, a network address. Empty when there is no such certificate. */
    Optional<Verification> verify(String key, @Nullable LocalDate day, String client) {
        misses.requireFew(client);
        Optional<CertificateHistory> found = find(key);
        if (found.isEmpty()) {
            misses.add(client);
        }
        return found.map(history -> verification(history, day));
    }

    // A key of neither form costs the same look-up as an unknown one.
    private Optional<CertificateHistory> find(String key) {
        if (ID.matcher(key).matches()) {
            return certificates.history(key);
        }
        return CertificateNumber.read(key)
                .map(number -> certificates.historyOfNumber(number.value()))
                .orElseGet(() -> certificates.history(NO_ID));
    }

    private Verification verification(CertificateHistory history, @Nullable LocalDate day) {
        Instant now = clock.instant();
        var past = day == null ? null : new Verification.Past(day, history.on(day), history.changesOn(day));
        return new Verification(history, now, evidence.check(history), past);
    }
}

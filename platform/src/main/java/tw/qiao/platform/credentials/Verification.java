package tw.qiao.platform.credentials;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to somebody who verifies a certificate.
 *
 * @param at when it was verified
 * @param past how it stood on the day that was asked for; null when none was
 */
public record Verification(
        CertificateHistory history,
        Instant at,
        List<ProofCheck> proofs,
        @Nullable Past past) {
    public Verification {
        proofs = List.copyOf(proofs);
    }

    /** How the certificate stood when {@code day} ended, and what changed during the day. */
    public record Past(LocalDate day, Standing standing, List<StatusChange> changes) {}

    public Certificate certificate() {
        return history.certificate();
    }

    public Standing standing() {
        return history.at(at);
    }

    /** The day from which it stands as it does; empty when it stands as at its issue. */
    public Optional<LocalDate> since() {
        LocalDate until = certificate().content().validUntil();
        return switch (standing()) {
            case EXPIRED -> Optional.ofNullable(until);
            case NOT_YET_VALID -> Optional.of(certificate().content().validFrom());
            case VALID, SUSPENDED, REVOKED ->
                history.lastChange(at)
                        .map(change -> change.effectiveAt()
                                .atZone(CertificateHistory.TAIPEI)
                                .toLocalDate());
        };
    }

    /** Whether the day that was asked for is the present one, which has not ended yet. */
    public boolean isAboutToday() {
        return past != null
                && past.day().equals(at.atZone(CertificateHistory.TAIPEI).toLocalDate());
    }

    /** Whether the evidence log contradicts the record: then nothing on the page may be relied upon. */
    public boolean isContradicted() {
        return proofs.stream().anyMatch(check -> check instanceof ProofCheck.Checked checked && !checked.holds());
    }
}

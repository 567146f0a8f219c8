package tw.qiao.platform.credentials;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A certificate with all changes of its status, oldest first: tells how it stands now and stood on any day. */
public record CertificateHistory(Certificate certificate, List<StatusChange> changes) {
    static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    public CertificateHistory {
        changes = List.copyOf(changes);
    }

    /** How it stands at {@code moment}. */
    public Standing at(Instant moment) {
        LocalDate day = moment.atZone(TAIPEI).toLocalDate();
        CertificateStatus status = statusAt(moment);
        if (status == CertificateStatus.REVOKED) {
            return Standing.REVOKED;
        }
        if (day.isBefore(certificate.content().validFrom()) || moment.isBefore(certificate.issuedAt())) {
            return Standing.NOT_YET_VALID;
        }
        LocalDate last = certificate.content().validUntil();
        if (last != null && day.isAfter(last)) {
            return Standing.EXPIRED;
        }
        return status == CertificateStatus.SUSPENDED ? Standing.SUSPENDED : Standing.VALID;
    }

    /** How it stood when {@code day} ended in Taipei. */
    public Standing on(LocalDate day) {
        return at(endOf(day));
    }

    /** The changes that took effect during {@code day} in Taipei. */
    public List<StatusChange> changesOn(LocalDate day) {
        return changes.stream()
                .filter(change ->
                        change.effectiveAt().atZone(TAIPEI).toLocalDate().equals(day))
                .toList();
    }

    /** The change that made the status what it is at {@code moment}; empty when nothing has changed since the issue. */
    public Optional<StatusChange> lastChange(Instant moment) {
        return changes.stream()
                .filter(change -> !change.effectiveAt().isAfter(moment))
                .reduce((_, later) -> later);
    }

    /** What the agency says of the certificate at {@code moment}. */
    public CertificateStatus statusAt(Instant moment) {
        return lastChange(moment).map(StatusChange::status).orElse(CertificateStatus.VALID);
    }

    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(TAIPEI).toInstant().minusNanos(1);
    }
}

package tw.qiao.platform.credentials;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Hash;

/** All certificates (證書) that agencies issued on this platform. */
@Service
public class Certificates {
    private static final int ID_BYTES = 16;
    private static final int SALT_BYTES = 32;
    private static final int LONGEST_REASON = 500;

    private final CertificateRecords records;
    private final CertificateDocuments documents;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    Certificates(
            CertificateRecords records,
            CertificateDocuments documents,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.records = records;
        this.documents = documents;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Issues the certificate of a case, or returns the one that the case already has: a repeated or parallel call never
     * makes a second. Publishes {@link CertificateIssued}.
     *
     * @throws Problem {@code print_fonts_missing} (retryable) or {@code print_glyph_missing} when a character could not
     *     be shown; nothing is stored then
     */
    @Transactional
    public Certificate issue(CertificateRequest request) {
        return ofCase(request.caseId()).orElseGet(() -> issueNew(request));
    }

    private Certificate issueNew(CertificateRequest request) {
        var draft = new Certificate(
                ids.token(ID_BYTES), CertificateNumber.random(ids).value(), request, now(), "");
        byte[] pdf = documents.pdf(draft);
        var certificate = new Certificate(
                draft.id(),
                draft.number(),
                request,
                draft.issuedAt(),
                HexFormat.of().formatHex(Hash.sha256(pdf)));
        if (!records.add(certificate, ids.token(SALT_BYTES), pdf)) {
            return ofCase(request.caseId()).orElseThrow();
        }
        events.publishEvent(new CertificateIssued(
                certificate.id(), certificate.number(), request.caseId(), request.holder(), certificate.issuedAt()));
        return certificate;
    }

    /** The certificate with this id. */
    public Optional<Certificate> find(String id) {
        return records.find(id);
    }

    /** The certificate of a case. */
    public Optional<Certificate> ofCase(UUID caseId) {
        return records.ofCase(caseId);
    }

    /** The cases among {@code cases} that have a certificate, whatever its status. */
    public Set<UUID> certified(Collection<UUID> cases) {
        return Set.copyOf(records.certified(cases));
    }

    /** The certificates whose holder has this account, newest first. */
    public List<Certificate> ofHolder(UUID account) {
        return records.ofHolder(account);
    }

    /** The certificate with all changes of its status. */
    public Optional<CertificateHistory> history(String id) {
        return find(id).map(this::withChanges);
    }

    Optional<CertificateHistory> historyOfNumber(String number) {
        return records.ofNumber(number).map(this::withChanges);
    }

    private CertificateHistory withChanges(Certificate certificate) {
        return new CertificateHistory(certificate, records.changes(certificate.id()));
    }

    byte[] pdf(Certificate certificate) {
        return records.pdf(certificate.id());
    }

    /** Makes a valid certificate one that must not be relied upon for now (停用). */
    @Transactional
    public StatusChange suspend(String id, String reason, UUID officer) {
        return change(id, CertificateStatus.SUSPENDED, reason, officer);
    }

    /** Makes a suspended certificate valid again (恢復). */
    @Transactional
    public StatusChange resume(String id, String reason, UUID officer) {
        return change(id, CertificateStatus.VALID, reason, officer);
    }

    /** Ends a certificate for good (廢止). */
    @Transactional
    public StatusChange revoke(String id, String reason, UUID officer) {
        return change(id, CertificateStatus.REVOKED, reason, officer);
    }

    private StatusChange change(String id, CertificateStatus next, String reason, UUID officer) {
        int seen = history(id).orElseThrow(Certificates::unknown).changes().size();
        return change(id, seen, next, reason, officer);
    }

    /**
     * Changes the status if nobody has since the officer saw {@code seen} changes.
     *
     * @throws Problem {@code certificate_changed} when somebody has, {@code certificate_status_final} when the present
     *     status does not lead to {@code next}
     */
    @Transactional
    StatusChange change(String id, int seen, CertificateStatus next, String reason, UUID officer) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw Problem.invalid("certificate_reason_invalid", "A reason has 1 to " + LONGEST_REASON + " characters");
        }
        Certificate certificate = find(id).orElseThrow(Certificates::unknown);
        records.lock(id);
        CertificateHistory history = withChanges(certificate);
        if (history.changes().size() != seen) {
            throw Problem.conflict("certificate_changed", "Somebody else changed the status first");
        }
        Instant at = now();
        if (!history.statusAt(at).leadsTo(next)) {
            throw Problem.conflict("certificate_status_final", "The present status does not lead to the wanted one");
        }
        return record(certificate, new StatusChange(seen + 1, next, reason, at, at, officer));
    }

    private StatusChange record(Certificate certificate, StatusChange change) {
        records.add(certificate.id(), change, ids.token(SALT_BYTES));
        events.publishEvent(new CertificateStatusChanged(
                certificate.id(),
                certificate.number(),
                certificate.content().caseId(),
                certificate.content().holder(),
                change.seq(),
                change.status(),
                change.effectiveAt()));
        return change;
    }

    // The database keeps microseconds; the PDF, the log and the row must say the same.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static Problem unknown() {
        return Problem.notFound("certificate_unknown", "There is no such certificate");
    }
}

package tw.qiao.platform.credentials;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.credentials.CertificateRequest.Line;

/** The stored certificates and the changes of their status. */
@Repository
class CertificateRecords {
    private static final String COLUMNS = """
            select id, number, case_id, holder, agency, kind, title_zh, title_en, issuer_zh, issuer_en, holder_name,
                   lines, valid_from, valid_until, issued_at, pdf_sha256, salt, log_index
              from credentials.certificate
            """;

    private final JdbcClient database;

    CertificateRecords(JdbcClient database) {
        this.database = database;
    }

    /** What the evidence log's entry about a record is made with. */
    record Anchor(String salt, Optional<Long> logIndex) {}

    /** Whether the certificate was stored; false when its case has one already. */
    boolean add(Certificate certificate, String salt, byte[] pdf) {
        CertificateRequest content = certificate.content();
        boolean added = database.sql("""
                insert into credentials.certificate (id, number, case_id, holder, agency, kind, title_zh, title_en,
                       issuer_zh, issuer_en, holder_name, lines, valid_from, valid_until, issued_at, pdf_sha256,
                       salt)
                values (:id, :number, :caseId, :holder, :agency, :kind, :titleZh, :titleEn, :issuerZh, :issuerEn,
                       :holderName, cast(:lines as jsonb), :validFrom, :validUntil, :issuedAt, :pdfSha256, :salt)
                on conflict (case_id) do nothing
                """)
                        .param("id", certificate.id())
                        .param("number", certificate.number())
                        .param("caseId", content.caseId())
                        .param("holder", content.holder())
                        .param("agency", content.agency())
                        .param("kind", content.kind())
                        .param("titleZh", content.titleZh())
                        .param("titleEn", content.titleEn())
                        .param("issuerZh", content.issuerZh())
                        .param("issuerEn", content.issuerEn())
                        .param("holderName", content.holderName())
                        .param("lines", CanonicalJson.MAPPER.writeValueAsString(content.lines()))
                        .param("validFrom", content.validFrom())
                        .param("validUntil", content.validUntil())
                        .param("issuedAt", stored(certificate.issuedAt()))
                        .param("pdfSha256", certificate.pdfSha256())
                        .param("salt", salt)
                        .update()
                == 1;
        if (added) {
            database.sql("insert into credentials.certificate_document (certificate, pdf) values (:id, :pdf)")
                    .param("id", certificate.id())
                    .param("pdf", pdf)
                    .update();
        }
        return added;
    }

    Optional<Certificate> find(String id) {
        return database.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(CertificateRecords::certificate)
                .optional();
    }

    Optional<Certificate> ofNumber(String number) {
        return database.sql(COLUMNS + " where number = :number")
                .param("number", number)
                .query(CertificateRecords::certificate)
                .optional();
    }

    Optional<Certificate> ofCase(UUID caseId) {
        return database.sql(COLUMNS + " where case_id = :caseId")
                .param("caseId", caseId)
                .query(CertificateRecords::certificate)
                .optional();
    }

    /** The cases among {@code cases} that have a certificate. */
    List<UUID> certified(Collection<UUID> cases) {
        return database.sql("select case_id from credentials.certificate where case_id = any(:cases)")
                .param("cases", cases.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("case_id", UUID.class))
                .list();
    }

    List<Certificate> ofHolder(UUID holder) {
        return database.sql(COLUMNS + " where holder = :holder order by issued_at desc")
                .param("holder", holder)
                .query(CertificateRecords::certificate)
                .list();
    }

    byte[] pdf(String id) {
        return database.sql("select pdf from credentials.certificate_document where certificate = :id")
                .param("id", id)
                .query((row, _) -> row.getBytes("pdf"))
                .single();
    }

    /** Keeps others from changing the status of a certificate until the transaction ends. */
    void lock(String id) {
        database.sql("select id from credentials.certificate where id = :id for update")
                .param("id", id)
                .query(String.class)
                .single();
    }

    List<StatusChange> changes(String id) {
        return database.sql("""
                select seq, status, reason, effective_at, recorded_at, officer
                  from credentials.certificate_status
                 where certificate = :id
                 order by seq
                """)
                .param("id", id)
                .query(CertificateRecords::change)
                .list();
    }

    void add(String id, StatusChange change, String salt) {
        database.sql("""
                insert into credentials.certificate_status (certificate, seq, status, reason, effective_at, recorded_at,
                       officer, salt)
                values (:id, :seq, :status, :reason, :effectiveAt, :recordedAt, :officer, :salt)
                """)
                .param("id", id)
                .param("seq", change.seq())
                .param("status", change.status().word())
                .param("reason", change.reason())
                .param("effectiveAt", stored(change.effectiveAt()))
                .param("recordedAt", stored(change.recordedAt()))
                .param("officer", change.officer())
                .param("salt", salt)
                .update();
    }

    Anchor anchor(String id) {
        return database.sql("select salt, log_index from credentials.certificate where id = :id")
                .param("id", id)
                .query(CertificateRecords::anchor)
                .single();
    }

    Anchor anchor(String id, int seq) {
        return database.sql("""
                select salt, log_index from credentials.certificate_status where certificate = :id and seq = :seq
                """)
                .param("id", id)
                .param("seq", seq)
                .query(CertificateRecords::anchor)
                .single();
    }

    void anchored(String id, long logIndex) {
        database.sql("""
                update credentials.certificate set log_index = :logIndex where id = :id and log_index is null
                """).param("id", id).param("logIndex", logIndex).update();
    }

    void anchored(String id, int seq, long logIndex) {
        database.sql("""
                update credentials.certificate_status set log_index = :logIndex
                 where certificate = :id and seq = :seq and log_index is null
                """)
                .param("id", id)
                .param("seq", seq)
                .param("logIndex", logIndex)
                .update();
    }

    private static Certificate certificate(ResultSet row, int number) throws SQLException {
        Line[] lines = CanonicalJson.MAPPER.readValue(row.getString("lines"), Line[].class);
        var content = new CertificateRequest(
                row.getObject("case_id", UUID.class),
                row.getObject("holder", UUID.class),
                row.getString("kind"),
                row.getString("title_zh"),
                row.getString("title_en"),
                row.getString("holder_name"),
                Arrays.asList(lines),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("issuer_zh"),
                row.getString("issuer_en"),
                row.getString("agency"));
        return new Certificate(
                row.getString("id"),
                row.getString("number"),
                content,
                moment(row, "issued_at"),
                row.getString("pdf_sha256"));
    }

    private static StatusChange change(ResultSet row, int number) throws SQLException {
        return new StatusChange(
                row.getInt("seq"),
                CertificateStatus.of(row.getString("status")),
                row.getString("reason"),
                moment(row, "effective_at"),
                moment(row, "recorded_at"),
                row.getObject("officer", UUID.class));
    }

    private static Anchor anchor(ResultSet row, int number) throws SQLException {
        return new Anchor(row.getString("salt"), Optional.ofNullable(row.getObject("log_index", Long.class)));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime stored(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

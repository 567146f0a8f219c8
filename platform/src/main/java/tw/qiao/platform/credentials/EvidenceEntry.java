package tw.qiao.platform.credentials;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.Commitment;
import tw.qiao.kernel.log.Hash;
import tw.qiao.platform.credentials.CertificateRequest.Line;

/**
 * What the evidence log says of a certificate, without any personal data: canonical JSON (RFC 8785) with a
 * {@link Commitment} to the statement.
 *
 * @param key the name under which the log takes it once
 * @param statement what is committed to
 * @param json the entry itself
 */
public record EvidenceEntry(String key, Map<String, Object> statement, String json) {
    static EvidenceEntry issued(Certificate certificate, String salt) {
        Map<String, Object> statement = statement(certificate);
        var entry = entry("certificate-issued", certificate.id(), certificate.issuedAt());
        return made("certificate/" + certificate.id(), statement, entry, salt);
    }

    static EvidenceEntry changed(Certificate certificate, StatusChange change, String salt) {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("certificate", certificate.id());
        statement.put("seq", change.seq());
        statement.put("status", change.status().word());
        statement.put("reason", change.reason());
        statement.put("effective_at", change.effectiveAt().toString());
        statement.put("recorded_at", change.recordedAt().toString());
        statement.put("officer", change.officer().toString());
        var entry = entry("certificate-status-changed", certificate.id(), change.recordedAt());
        entry.put("seq", change.seq());
        entry.put("status", change.status().word());
        entry.put("effective_at", change.effectiveAt().toString());
        return made("certificate/" + certificate.id() + "/" + change.seq(), statement, entry, salt);
    }

    /** What the entry of the issue of a certificate commits to. */
    static Map<String, Object> statement(Certificate certificate) {
        CertificateRequest content = certificate.content();
        var statement = new LinkedHashMap<String, Object>();
        statement.put("id", certificate.id());
        statement.put("number", certificate.number());
        statement.put("kind", content.kind());
        statement.put("agency", content.agency());
        statement.put("title_zh", content.titleZh());
        statement.put("title_en", content.titleEn());
        statement.put("issuer_zh", content.issuerZh());
        statement.put("issuer_en", content.issuerEn());
        statement.put("holder_name", content.holderName());
        statement.put("lines", lines(content.lines()));
        statement.put("valid_from", content.validFrom().toString());
        statement.put("valid_until", text(content.validUntil()));
        statement.put("issued_at", certificate.issuedAt().toString());
        statement.put("pdf_sha256", certificate.pdfSha256());
        return statement;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<Map<String, String>> lines(List<Line> lines) {
        return lines.stream().map(EvidenceEntry::line).toList();
    }

    // Without a word about a missing English value: what older certificates committed to must stay as it was.
    private static Map<String, String> line(Line line) {
        var stated = new LinkedHashMap<String, String>();
        stated.put("label_zh", line.labelZh());
        stated.put("label_en", line.labelEn());
        stated.put("value", line.value());
        if (line.valueEn() != null) {
            stated.put("value_en", line.valueEn());
        }
        return stated;
    }

    // The id is beyond guessing, so its hash joins the entries of one certificate and tells nobody which it is.
    private static Map<String, Object> entry(String kind, String id, Instant at) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("v", 1);
        entry.put("kind", kind);
        entry.put(
                "subject",
                Base64.getEncoder()
                        .encodeToString(Hash.sha256(Base64.getUrlDecoder().decode(id))));
        entry.put("at", at.toString());
        return entry;
    }

    private static EvidenceEntry made(
            String key, Map<String, Object> statement, Map<String, Object> entry, String salt) {
        entry.put("commit", Commitment.to(statement, salt));
        return new EvidenceEntry(key, statement, new String(CanonicalJson.bytes(entry), StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

package tw.qiao.platform.credentials;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;

/**
 * Everything that a certificate says, as a decided case gives it.
 *
 * @param caseId the case that decided it; a case gives one certificate
 * @param holder the account of the person who applied and may download it
 * @param kind a word for the kind of certificate, such as {@code construction-firm}
 * @param holderName whom the certificate is about, a person or a firm
 * @param lines what is certified, at most 20 lines
 * @param validUntil the last day of validity; null when it does not expire
 * @param agency the member of the exchange that issues it, such as {@code TW/GOV/NLMA}; its officers may change the
 *     status
 */
public record CertificateRequest(
        UUID caseId,
        UUID holder,
        String kind,
        String titleZh,
        String titleEn,
        String holderName,
        List<Line> lines,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        String issuerZh,
        String issuerEn,
        String agency) {
    private static final int MOST_LINES = 20;
    private static final int LONGEST = 300;

    public CertificateRequest {
        lines = List.copyOf(lines);
        if (lines.size() > MOST_LINES) {
            throw Problem.invalid("certificate_too_long", "A certificate holds at most 20 lines");
        }
        if (validUntil != null && validUntil.isBefore(validFrom)) {
            throw Problem.invalid("certificate_dates_invalid", "A certificate must not end before it begins");
        }
        checked(kind, titleZh, titleEn, holderName, issuerZh, issuerEn, agency);
    }

    /**
     * One certified fact, labelled in both languages.
     *
     * @param value the fact as the document prints it
     * @param valueEn the fact in English; null where it reads the same, and in certificates of before it was kept
     */
    public record Line(
            String labelZh,
            String labelEn,
            String value,
            @Nullable String valueEn) {
        public Line {
            valueEn = value.equals(valueEn) ? null : valueEn;
            checked(labelZh, labelEn, value, valueEn == null ? "" : valueEn);
        }

        /** A fact that reads the same in both languages, such as a name. */
        public Line(String labelZh, String labelEn, String value) {
            this(labelZh, labelEn, value, null);
        }
    }

    private static void checked(String... texts) {
        for (String text : texts) {
            if (text.length() > LONGEST || !Text.isClean(text)) {
                throw Problem.invalid(
                        "certificate_text_invalid",
                        "Each text of a certificate is at most 300 characters without control characters");
            }
        }
    }
}

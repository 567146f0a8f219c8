package tw.qiao.platform.credentials;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the agency says of a certificate; it is valid until the agency says otherwise. */
public enum CertificateStatus {
    /** In force (有效). */
    VALID,
    /** Not to be relied upon for now (停用). */
    SUSPENDED,
    /** Ended for good (廢止). */
    REVOKED;

    /** The word for it in the database, the evidence log and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CertificateStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether a certificate in this status may change to {@code next}. */
    boolean leadsTo(CertificateStatus next) {
        return switch (this) {
            case VALID -> next != VALID;
            case SUSPENDED -> next != SUSPENDED;
            case REVOKED -> false;
        };
    }

    /** The statuses that {@code present} may change to. */
    public static List<CertificateStatus> from(CertificateStatus present) {
        return Arrays.stream(values()).filter(present::leadsTo).toList();
    }
}

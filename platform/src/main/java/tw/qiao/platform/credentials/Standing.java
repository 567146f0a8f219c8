package tw.qiao.platform.credentials;

import java.util.Locale;

/** How a certificate stands on a day, from its dates and the changes of its status. */
public enum Standing {
    /** In force (有效). */
    VALID,
    /** Its first day lies ahead (尚未生效). */
    NOT_YET_VALID,
    /** Its last day has passed (已逾期). */
    EXPIRED,
    /** The agency has suspended it (停用). */
    SUSPENDED,
    /** The agency has revoked it (已廢止). */
    REVOKED;

    /** The word for it in JSON and message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

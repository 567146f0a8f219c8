package tw.qiao.analytics.egress;

/** What becomes of a column for somebody. */
public enum Treatment {
    ALLOWED,
    /** Texts become a mark, dates the first day of their year, all else nothing. */
    MASKED,
    /** The column is not there. */
    REFUSED
}

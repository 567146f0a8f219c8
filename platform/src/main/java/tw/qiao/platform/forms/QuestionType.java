package tw.qiao.platform.forms;

/** What kind of answer a question asks for. */
public enum QuestionType {
    /** One line. */
    TEXT,
    /** Several lines. */
    LONG_TEXT,
    /** One of the options. */
    CHOICE,
    /** Whole New Taiwan dollars. */
    MONEY,
    /** A day, with a ROC or a Western year. */
    DATE,
    /** Unified business number (統一編號). */
    UNIFIED_NUMBER,
    /** National identification number (國民身分證統一編號). */
    NATIONAL_ID,
    /** An e-mail address. */
    EMAIL,
    /** A telephone number. */
    PHONE
}

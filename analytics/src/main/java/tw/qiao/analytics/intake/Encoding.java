package tw.qiao.analytics.intake;

/** How the text of a file is written. */
public enum Encoding {
    UTF_8,
    UTF_16_LITTLE_ENDIAN,
    UTF_16_BIG_ENDIAN,
    /**
     * Not UTF-8 as a whole: each line is UTF-8 or else Big5 as Windows has it (CP950), whose private characters stay.
     */
    BY_LINE
}

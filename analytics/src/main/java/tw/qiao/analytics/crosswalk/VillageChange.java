package tw.qiao.analytics.crosswalk;

import java.time.LocalDate;

/**
 * What happened to a village.
 *
 * @param month from when on
 * @param from the code before; empty for a village of which nobody knows where it came from
 * @param to the code afterwards; empty where nobody knows
 * @param share how much of the people of {@code from} are counted under {@code to}
 */
public record VillageChange(LocalDate month, String from, String to, Kind kind, double share, Evidence evidence) {

    /** What it was. */
    public enum Kind {
        /** The village is the same and has another code (改碼). */
        RECODED,
        /** The village became part of others (併入). */
        MERGED,
        /** Part of the village became, or became part of, another (析出). */
        SPLIT,
        /** The village is gone (裁撤). */
        DISSOLVED,
        /** The village is new (新設). */
        ESTABLISHED
    }

    /** From what this is known. */
    public enum Evidence {
        /** The village's name stayed. */
        NAME,
        /** The people of a month and the next leave no other answer. */
        BALANCE,
        /** Only that it was somewhere in the township, in proportion to who grew. */
        TOWNSHIP,
        /** Nothing is published. */
        UNKNOWN
    }
}

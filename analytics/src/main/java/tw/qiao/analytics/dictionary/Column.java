package tw.qiao.analytics.dictionary;

import java.util.Map;
import java.util.Optional;

/**
 * One column of a table.
 *
 * @param key whether it is part of what names a row
 * @param required whether each row has a value
 * @param unit what one of it is, for example {@code 千元}; empty where there is none
 * @param missing codes that stand for a missing value, with what they say about the reason
 * @param codes the code list whose codes are the only values
 * @param pattern the regular expression (RE2) that values match in whole
 * @param smallest the smallest plausible value
 * @param largest the largest plausible value
 * @param personal how near to a person the value is
 * @param formerly the name before the last renaming
 */
public record Column(
        String name,
        String chinese,
        String english,
        ColumnType type,
        boolean key,
        boolean required,
        String unit,
        Map<String, Missing> missing,
        Optional<String> codes,
        Optional<String> pattern,
        Optional<String> smallest,
        Optional<String> largest,
        PersonalData personal,
        Period period,
        Optional<String> formerly) {

    /** A column of which only the name and the type matter. */
    public static Column of(String name, ColumnType type, boolean required) {
        return new Column(
                name,
                name,
                name,
                type,
                false,
                required,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PersonalData.NONE,
                Period.NONE,
                Optional.empty());
    }

    /** Why a value is missing. */
    public enum Missing {
        UNKNOWN,
        NOT_APPLICABLE,
        SUPPRESSED
    }

    /** How near to a person a value is (個人資料類別). */
    public enum PersonalData {
        NONE,
        /** Says who a person is. */
        IDENTIFYING,
        /** Says so together with others: birthday, address. */
        INDIRECT,
        /** Special categories (特種個資) of the Personal Data Protection Act, article 6. */
        SENSITIVE
    }

    /** Which period a date, month or year names. */
    public enum Period {
        NONE,
        DAY,
        MONTH,
        CALENDAR_YEAR,
        /** August to July (學年度): 113 is 2024-08-01 to 2025-07-31. */
        SCHOOL_YEAR
    }
}

package tw.qiao.analytics.recipes;

import java.util.List;
import java.util.Locale;

/** What a recipe can do with cells, rows and columns, in the words of both languages, with what each counts. */
public enum CleaningStep {
    SKIP_ROWS("略過標題、註記、空白、重複標題與合計列", "rows of titles, notes, repeated headers, totals and blanks are no data"),
    TRIM("去除前後空白（含全形）", "blanks before and after a value go, also wide ones"),
    MISSING_CODES("缺漏代碼視為無值並保留原因", "codes for a missing value become none, with their reason"),
    ROC_MONTH("民國年月轉西元", "a month of the Republic's calendar, 11312, becomes 2024-12"),
    ROC_DATE("民國日期轉西元", "a date of the Republic's calendar, 1131231, becomes 2024-12-31"),
    ROC_YEAR("民國年轉西元", "a year of the Republic's calendar, 113, becomes 2024"),
    ROC("各式民國日期轉西元", "any spelling of the Republic's calendar, as precise as the column"),
    ROC_SCHOOL_YEAR("學年度轉西元", "a school year, 113學年度, becomes the year in which it begins"),
    COMPACT_DATE("八碼日期", "a date in eight digits"),
    COMPACT_TIME("六碼時間", "a time in six digits"),
    WITHOUT_HYPHENS("去除連字號", "hyphens go"),
    FOLD_DIGITS("全形數字轉半形", "full-width digits and signs become the others"),
    THOUSANDS("去除千分位", "thousands separators go"),
    TAI("台改臺", "台 becomes 臺"),
    PRIVATE_CHARACTERS("造字轉碼或註記", "private characters are replaced by the agency's table, or told"),
    MOJIBAKE("註記疑似亂碼與缺字（保留原字）", "texts that look decoded wrongly or lost characters are told and kept"),
    NATIONAL_ID("檢查國民身分證統一編號", "the check digit of a national identity number holds"),
    RESIDENT_ID("檢查外來人口統一證號", "the check digit of a foreign resident's number holds"),
    COMPANY_NUMBER("檢查統一編號", "the check digit of a firm's number holds"),
    COMPANY_NUMBER_UNTIL_2023("檢查統一編號（舊制）", "the check digit of a firm's number holds by the rule until March 2023"),
    COORDINATES("座標檢查與轉換", "coordinates become degrees; exchanged ones are put right"),
    SQL("轉換為資料表欄位", "the table's columns are made of the cells"),
    DICTIONARY("依資料字典檢查必填、範圍、格式", "required values, ranges and patterns of the dictionary hold"),
    EXPECTATION("檢核條件", "what must hold in each row"),
    UNIQUE("主鍵唯一；完全相同列計一次", "no two rows have one key; identical rows count once");

    private final String chinese;
    private final String english;

    CleaningStep(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** The step that reads cells of {@code format}, which is not the plain one. */
    public static CleaningStep of(Format format) {
        return valueOf(format.name());
    }

    /** The step that looks at a check digit. */
    public static CleaningStep of(CheckDigit check) {
        return valueOf(check.name());
    }

    /** What it is called in documents. */
    public String function() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, in Traditional Chinese. */
    public String chinese() {
        return chinese;
    }

    /** What it does, in English. */
    public String english() {
        return english;
    }

    /** What it counts in the report of an import. */
    public List<Correction> counts() {
        return switch (this) {
            case SKIP_ROWS ->
                List.of(
                        Correction.TITLE_ROW,
                        Correction.NOTE_ROW,
                        Correction.BLANK_ROW,
                        Correction.DELETED_ROW,
                        Correction.TOTAL_ROW,
                        Correction.LIKELY_TOTAL_ROW,
                        Correction.REPEATED_HEADER,
                        Correction.EMPTY_COLUMN);
            case TRIM -> List.of(Correction.BLANKS);
            case MISSING_CODES -> List.of(Correction.MISSING_CODE);
            case FOLD_DIGITS -> List.of(Correction.FULL_WIDTH);
            case THOUSANDS -> List.of(Correction.THOUSANDS);
            case TAI -> List.of(Correction.TAI);
            case PRIVATE_CHARACTERS -> List.of(Correction.PRIVATE_CHARACTER, Correction.MAPPED_CHARACTER);
            case MOJIBAKE -> List.of(Correction.MOJIBAKE, Correction.LOST_CHARACTER);
            case COORDINATES -> List.of(Correction.SWAPPED_COORDINATES, Correction.PROJECTED);
            case UNIQUE -> List.of(Correction.IDENTICAL_ROW);
            default -> List.of();
        };
    }
}

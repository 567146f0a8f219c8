package tw.qiao.analytics.vitalevents;

/** A township (鄉鎮市區) as it has been since 2015: its eight-digit code begins with the five digits of its county (縣市). */
public record Township(
        String code, String name, String english, String countyCode, String county, String countyEnglish) {}

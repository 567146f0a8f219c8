package tw.qiao.platform.dashboards;

/** A county (縣市) or, with the county's names in front, a township (鄉鎮市區). */
record Place(String code, String name, String english, String countyCode, String county, String countyEnglish) {}

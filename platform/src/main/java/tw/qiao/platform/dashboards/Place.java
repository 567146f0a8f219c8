package tw.qiao.platform.dashboards;

/**
 * The country, a county (縣市) or a township (鄉鎮市區).
 *
 * @param code empty for the country, five digits for a county, eight for a township
 */
record Place(String code, String name) {
    private static final int COUNTY = 5;

    boolean isCountry() {
        return code.isEmpty();
    }

    boolean isCounty() {
        return code.length() == COUNTY;
    }

    boolean isTownship() {
        return code.length() > COUNTY;
    }

    /** The code of the county in which it lies, or empty for the country. */
    String county() {
        return isTownship() ? code.substring(0, COUNTY) : code;
    }
}

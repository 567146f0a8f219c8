package tw.qiao.platform.dashboards;

/** What is counted. */
enum Measure {
    /** Live births (出生數) by month of registration. */
    BIRTHS("births"),
    /** Deaths (死亡數) by month of registration. */
    DEATHS("deaths"),
    /** Births minus deaths (自然增加), negative where more people die than are born. */
    NATURAL_INCREASE("natural-increase"),
    /** Couples who registered their marriage (結婚對數), of any sex. */
    MARRIAGES("marriages"),
    /** Couples who registered their divorce (離婚對數), of any sex. */
    DIVORCES("divorces");

    private final String key;

    Measure(String key) {
        this.key = key;
    }

    /** The measure's name in addresses and message keys. */
    String key() {
        return key;
    }

    long count(Figures figures) {
        return switch (this) {
            case BIRTHS -> figures.births();
            case DEATHS -> figures.deaths();
            case NATURAL_INCREASE -> figures.births() - figures.deaths();
            case MARRIAGES -> figures.marriages();
            case DIVORCES -> figures.divorces();
        };
    }

    /** The count in the months whose population is known. */
    long rated(Figures figures) {
        return switch (this) {
            case BIRTHS -> figures.ratedBirths();
            case DEATHS -> figures.ratedDeaths();
            case NATURAL_INCREASE -> figures.ratedBirths() - figures.ratedDeaths();
            case MARRIAGES -> figures.ratedMarriages();
            case DIVORCES -> figures.ratedDivorces();
        };
    }

    /** Whether values may lie on both sides of zero. */
    boolean isBalance() {
        return this == NATURAL_INCREASE;
    }
}

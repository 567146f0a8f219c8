package tw.qiao.society;

/** Countries (ISO 3166-1) where compatriots (僑民) live, as often in the list as they are chosen. */
final class Overseas {
    static final String[] COUNTRIES = {
        "US", "US", "US", "US", "CN", "CN", "CN", "CN", "CN", "JP", "JP", "CA", "CA", "AU", "SG", "VN", "TH", "MY",
        "GB", "DE", "NZ", "ID", "PH", "KR", "FR", "NL", "BR", "ZA"
    };

    private Overseas() {}

    /** Share of people of the age who live abroad while their household stays registered. */
    static double share(int age) {
        return age < 20 ? 0.004 : age < 60 ? 0.026 : 0.012;
    }
}

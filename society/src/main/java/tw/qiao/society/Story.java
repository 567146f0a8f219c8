package tw.qiao.society;

import java.util.List;

/**
 * A planted fact: a construction firm (營造業) in the making, the person who represents it and the engineer (專任工程人員) whom
 * it employs, by their places in a pool.
 */
record Story(Kind kind, int firm, int applicant, int engineer) {
    private static final long TEN_THOUSAND = 10_000;

    /** What makes the story worth trying; the grades' capital is that of 營造業法施行細則 article 4. */
    enum Kind {
        RARE_NAME("王𠀋恩", 3000, "姓名有擴充B區罕字「𠀋」；資本額足甲等、執照有效，全部條件符合"),
        LONG_NAME("伊斯坦大·伊斯瑪哈單·達西烏拉彎", 2600, "原住民族傳統姓名含間隔號且很長；條件符合甲等"),
        SECOND_RARE_NAME("林𤥢婷", 1500, "姓名有擴充B區罕字「𤥢」；條件符合乙等"),
        CAPITAL_FOR_LOW_GRADE("", 800, "資本額八百萬元：不足甲等與乙等，只符合丙等"),
        CAPITAL_TOO_SMALL("", 300, "資本額三百萬元：連丙等的三百六十萬元都不足"),
        LICENCE_EXPIRED("", 3000, "專任工程人員的執照已於2025-12-31逾期"),
        LICENCE_ELSEWHERE("", 3000, "專任工程人員的執照登記在別家公司"),
        ENGINEER_DIED("", 3000, "專任工程人員已於去年死亡，執照尚未註銷"),
        OFFICE_OF_REPRESENTATIVE("", 2500, "營業處所為負責人個人所有，公司沒有自有房屋；其餘符合甲等"),
        TWO_FIRMS("", 3200, "同時是另一家營造業的負責人；其餘符合甲等"),
        LOW_INCOME("", 1300, "負責人同時列冊低收入戶（反常，可供查核）；其餘符合乙等"),
        MANY_BUILDINGS("", 5000, "公司名下有六筆房屋；符合甲等"),
        ORDINARY_01("", 3000, "條件符合甲等"),
        ORDINARY_02("", 2250, "資本額剛好等於甲等門檻二千二百五十萬元"),
        ORDINARY_03("", 2249, "資本額比甲等門檻少一萬元，符合乙等"),
        ORDINARY_04("", 1200, "資本額剛好等於乙等門檻一千二百萬元"),
        ORDINARY_05("", 360, "資本額剛好等於丙等門檻三百六十萬元"),
        ORDINARY_06("", 10000, "資本額一億元，條件符合甲等"),
        ORDINARY_07("", 1600, "條件符合乙等"),
        ORDINARY_08("", 500, "條件符合丙等"),
        ORDINARY_09("", 2800, "條件符合甲等"),
        ORDINARY_10("", 1800, "條件符合乙等"),
        ORDINARY_11("", 600, "條件符合丙等"),
        ORDINARY_12("", 4000, "條件符合甲等"),
        ORDINARY_13("", 2400, "條件符合甲等"),
        ORDINARY_14("", 1400, "條件符合乙等"),
        ORDINARY_15("", 450, "條件符合丙等"),
        ORDINARY_16("", 2900, "條件符合甲等"),
        ORDINARY_17("", 1250, "條件符合乙等"),
        ORDINARY_18("", 700, "條件符合丙等");

        private static final List<Kind> ALL = List.of(values());
        private final String applicantName;
        private final int capital;
        private final String note;

        Kind(String applicantName, int capital, String note) {
            this.applicantName = applicantName;
            this.capital = capital;
            this.note = note;
        }

        static Kind nth(int n) {
            return ALL.get(n);
        }

        int place() {
            return ALL.indexOf(this);
        }

        /** The name that the applicant must bear, or nothing when any name will do. */
        String applicantName() {
            return applicantName;
        }

        String note() {
            return note;
        }

        /** In New Taiwan dollars. */
        long capital() {
            return capital * TEN_THOUSAND;
        }

        /** Whether a living engineer holds a licence that is valid beyond 2027 and registered with the firm. */
        boolean hasGoodLicence() {
            return this != LICENCE_EXPIRED && this != LICENCE_ELSEWHERE && this != ENGINEER_DIED;
        }

        /** Buildings that the firm owns. */
        int offices() {
            return switch (this) {
                case OFFICE_OF_REPRESENTATIVE -> 0;
                case MANY_BUILDINGS -> 6;
                default -> 1;
            };
        }

        /** Whether the applicant can be granted some grade of registration. */
        boolean qualifies() {
            return hasGoodLicence() && this != CAPITAL_TOO_SMALL;
        }
    }

    int licenceIssued() {
        return kind == Kind.LICENCE_EXPIRED
                ? Calendar.day(2020, 1, 1)
                : Calendar.day(2024, 1 + firm % 12, 1 + firm % 27);
    }

    int licenceExpires() {
        return kind == Kind.LICENCE_EXPIRED ? Calendar.day(2025, 12, 31) : Calendar.day(2029, 12 - firm % 6, 28);
    }
}

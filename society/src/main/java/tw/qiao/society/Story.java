package tw.qiao.society;

import java.util.List;

/**
 * A planted fact: a construction firm (營造業) in the making, the person who represents it and the engineer (專任工程人員) whom
 * it employs, by their places in a pool.
 */
record Story(Kind kind, int nth, int firm, int applicant, int engineer) {
    private static final long TEN_THOUSAND = 10_000;

    /** What makes the story worth trying; the grades' capital is that of 營造業法施行細則 article 4. */
    enum Kind {
        RARE_NAME(
                "王𠀋恩",
                3000,
                "姓名有擴充B區罕字「𠀋」；資本額足甲等、執照有效，全部條件符合",
                "A name with 𠀋 of CJK Extension B; capital enough for grade A, licence valid, all conditions met"),
        LONG_NAME(
                "伊斯坦大·伊斯瑪哈單·達西烏拉彎",
                2600,
                "原住民族傳統姓名含間隔號且很長；條件符合甲等",
                "A long indigenous name with middle dots; meets grade A"),
        SECOND_RARE_NAME("林𤥢婷", 1500, "姓名有擴充B區罕字「𤥢」；條件符合乙等", "A name with 𤥢 of CJK Extension B; meets grade B"),
        CAPITAL_FOR_LOW_GRADE(
                "", 800, "資本額八百萬元：不足甲等與乙等，只符合丙等", "Capital of 8 million: too little for grades A and B, enough for C"),
        CAPITAL_TOO_SMALL(
                "", 300, "資本額三百萬元：連丙等的三百六十萬元都不足", "Capital of 3 million: less than the 3.6 million of grade C"),
        LICENCE_EXPIRED("", 3000, "專任工程人員的執照已於2025-12-31逾期", "The engineer's licence expired on 31 December 2025"),
        LICENCE_ELSEWHERE("", 3000, "專任工程人員的執照登記在別家公司", "The engineer's licence is registered with another firm"),
        ENGINEER_DIED(
                "", 3000, "專任工程人員已於去年死亡，執照尚未註銷", "The engineer died last year; the licence was not cancelled yet"),
        OFFICE_OF_REPRESENTATIVE(
                "",
                2500,
                "營業處所為負責人個人所有，公司沒有自有房屋；其餘符合甲等",
                "The office belongs to the representative, not to the firm; otherwise meets grade A"),
        TWO_FIRMS(
                "", 3200, "同時是另一家營造業的負責人；其餘符合甲等", "Represents another construction firm too; otherwise meets grade A"),
        LOW_INCOME(
                "",
                1300,
                "負責人同時列冊低收入戶（反常，可供查核）；其餘符合乙等",
                "The representative is registered as low-income (odd, can be looked into); otherwise meets grade B"),
        MANY_BUILDINGS("", 5000, "公司名下有六筆房屋；符合甲等", "The firm owns six buildings; meets grade A"),
        ORDINARY_01("", 3000, "條件符合甲等", "Meets grade A"),
        ORDINARY_02("", 2250, "資本額剛好等於甲等門檻二千二百五十萬元", "Capital exactly the 22.5 million of grade A"),
        ORDINARY_03("", 2249, "資本額比甲等門檻少一萬元，符合乙等", "Capital ten thousand short of grade A; meets grade B"),
        ORDINARY_04("", 1200, "資本額剛好等於乙等門檻一千二百萬元", "Capital exactly the 12 million of grade B"),
        ORDINARY_05("", 360, "資本額剛好等於丙等門檻三百六十萬元", "Capital exactly the 3.6 million of grade C"),
        ORDINARY_06("", 10000, "資本額一億元，條件符合甲等", "Capital of 100 million; meets grade A"),
        ORDINARY_07("", 1600, "條件符合乙等", "Meets grade B"),
        ORDINARY_08("", 500, "條件符合丙等", "Meets grade C"),
        ORDINARY_09("", 2800, "條件符合甲等", "Meets grade A"),
        ORDINARY_10("", 1800, "條件符合乙等", "Meets grade B"),
        ORDINARY_11("", 600, "條件符合丙等", "Meets grade C"),
        ORDINARY_12("", 4000, "條件符合甲等", "Meets grade A"),
        ORDINARY_13("", 2400, "條件符合甲等", "Meets grade A"),
        ORDINARY_14("", 1400, "條件符合乙等", "Meets grade B"),
        ORDINARY_15("", 450, "條件符合丙等", "Meets grade C"),
        ORDINARY_16("", 2900, "條件符合甲等", "Meets grade A"),
        ORDINARY_17("", 1250, "條件符合乙等", "Meets grade B"),
        ORDINARY_18("", 700, "條件符合丙等", "Meets grade C");

        private static final List<Kind> ALL = List.of(values());
        private final String applicantName;
        private final int capital;
        private final String note;
        private final String noteInEnglish;

        Kind(String applicantName, int capital, String note, String noteInEnglish) {
            this.applicantName = applicantName;
            this.capital = capital;
            this.note = note;
            this.noteInEnglish = noteInEnglish;
        }

        /** Each kind once, then the ordinary ones again and again. */
        static Kind nth(int n) {
            int ordinary = ORDINARY_01.place();
            return ALL.get(n < ALL.size() ? n : ordinary + (n - ALL.size()) % (ALL.size() - ordinary));
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

        String noteInEnglish() {
            return noteInEnglish;
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

    /** Whether the story is the first of its kind, which a demonstration shows. */
    boolean isFirstOfItsKind() {
        return nth == kind.place();
    }
}

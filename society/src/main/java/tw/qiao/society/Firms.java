package tw.qiao.society;

/** What is known of a firm from its number alone, so that an employee's row never needs the firm's own. */
final class Firms {
    private static final long TOPIC = 5;
    private static final String[] KINDS = {"甲等綜合營造業", "乙等綜合營造業", "丙等綜合營造業", "專業營造業", "土木包工業"};
    private static final String PLANNED = "籌設中綜合營造業";
    private static final int[] KIND_OF = {0, 1, 2, 2, 2, 3, 3, 4, 4, 4};
    private static final int[] CAPITAL = {2250, 1200, 360, 300, 100};
    private static final int CONSTRUCTION_PER_HUNDRED = 4;
    private final Plan plan;

    Firms(Plan plan) {
        this.plan = plan;
    }

    boolean isConstruction(int firm) {
        return firm >= plan.firms || draw(firm, 0, 100) < CONSTRUCTION_PER_HUNDRED;
    }

    /** Grade of a construction firm: 0 to 2 for 甲 乙 丙, more for specialists and small builders. */
    int grade(int firm) {
        return KIND_OF[draw(firm, 1, KIND_OF.length)];
    }

    String kind(int firm) {
        return firm >= plan.firms ? PLANNED : KINDS[grade(firm)];
    }

    String industry(int firm) {
        return isConstruction(firm) ? "營造" : word("industries", firm, 2);
    }

    String name(int firm) {
        String first = word("firm-names", firm, 3) + word("firm-names", firm, 4);
        if (!isConstruction(firm)) {
            return first + industry(firm) + (draw(firm, 5, 3) == 0 ? "股份有限公司" : "有限公司");
        }
        return first
                + switch (firm >= plan.firms ? 0 : grade(firm)) {
                    case 0 -> "營造股份有限公司";
                    case 1, 2 -> "營造有限公司";
                    case 3 -> "工程有限公司";
                    default -> "土木包工業";
                };
    }

    /** In New Taiwan dollars; never less than the law asks of the firm's grade. */
    long capital(int firm) {
        return CAPITAL[grade(firm)] * 10_000L * (10 + draw(firm, 6, 30)) / 10;
    }

    int established(int firm) {
        int age = draw(firm, 7, 9_000);
        return firm >= plan.firms ? Calendar.TODAY - age % 300 : Calendar.TODAY - age - 30;
    }

    private String word(String section, int firm, int aspect) {
        var words = Words.of(section);
        return words.get(draw(firm, aspect, words.size()));
    }

    private int draw(int firm, int aspect, int bound) {
        return Randomness.below(plan.seed * 31 + TOPIC * 1_000 + aspect, firm, bound);
    }
}

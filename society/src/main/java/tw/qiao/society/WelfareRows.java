package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a pool's rows of the welfare register (社政): low-income households and disability. */
final class WelfareRows {
    private static final long TOPIC = 8;
    private static final byte[][] GRADES =
            encoded("第三款低收入戶", "第三款低收入戶", "第二款低收入戶", "第一款低收入戶", "中低收入戶", "中低收入戶", "中低收入戶");
    private static final byte[][] LEVELS = encoded("輕度", "輕度", "輕度", "中度", "中度", "重度", "極重度");
    private static final byte[][] CATEGORIES =
            encoded("第一類", "第一類", "第二類", "第二類", "第三類", "第四類", "第五類", "第六類", "第七類", "第七類", "第七類", "第八類");
    /** Share of all people in low-income or near-low-income households. */
    private static final double LOW_INCOME = 0.026;

    private static final int MEDIAN_INCOME = 640;
    private final Plan plan;

    WelfareRows(Plan plan) {
        this.plan = plan;
    }

    private static byte[][] encoded(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    void write(Pool pool, Settlement settlement, Rows rows) {
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        People people = settlement.people;
        int[] grade = grades(people, settlement, random);
        for (int i = 0; i < people.living; i++) {
            if (grade[people.home[i]] >= 0) {
                RowBuffer row =
                        rows.of(Table.LOW_INCOME).person(people, i).tab().raw(GRADES[grade[people.home[i]]]);
                row.tab()
                        .date(Calendar.day(2026, 1, 1))
                        .tab()
                        .date(Calendar.day(2026, 12, 31))
                        .end();
            }
            if (random.chance(disability(people.age[i]))) {
                RowBuffer row =
                        rows.of(Table.DISABILITY).person(people, i).tab().raw(LEVELS[random.below(LEVELS.length)]);
                int from = Calendar.TODAY - random.below(1_600);
                row.tab().raw(CATEGORIES[random.below(CATEGORIES.length)]).tab();
                row.date(from).tab().date(from + 1_826).end();
            }
        }
    }

    /** The grade of each household's support, or -1; poorer villages have more of it. */
    private int[] grades(People people, Settlement settlement, Randomness random) {
        int[] grade = new int[people.households];
        for (int household = 0; household < people.households; household++) {
            int median = plan.villages.get(people.homeVillage(household)).medianIncome;
            double poverty = median == 0 ? 1 : Math.pow((double) MEDIAN_INCOME / median, 1.5);
            grade[household] = random.chance(LOW_INCOME * poverty) ? random.below(GRADES.length) : -1;
        }
        for (Story story : settlement.stories) {
            boolean poor = story.kind() == Story.Kind.LOW_INCOME;
            grade[people.home[story.applicant()]] = poor ? 0 : -1;
        }
        return grade;
    }

    /** Share of people of the age with a certificate of disability (Ministry of Health and Welfare, 2020). */
    private static double disability(int age) {
        return age < 18 ? 0.013 : age < 45 ? 0.021 : age < 65 ? 0.057 : age < 80 ? 0.11 : 0.22;
    }
}

package tw.qiao.society;

import java.util.Random;

/** Writes a pool's jobs (勞保投保): who works where, as what, for how much; wages follow the village's income. */
final class JobRows {
    private static final long TOPIC = 9;
    private static final int MINIMUM_WAGE = 29_500;
    private static final int TYPICAL_INCOME = 640;
    /** Employed per hundred, men and women, from 15 in steps of five years. */
    private static final int[][] EMPLOYED = {
        {9, 55, 90, 94, 94, 93, 91, 86, 70, 45, 18, 6}, {9, 56, 88, 85, 82, 80, 77, 67, 48, 26, 9, 2}
    };

    private static final double[] WORTH = {0.72, 0.78, 0.9, 1.05, 1.25, 1.75};
    private static final byte[][][] OCCUPATIONS = occupations();
    private static final byte[][] BUILDERS = Words.bytes("construction-low");
    private static final byte[][] ENGINEERS = Words.bytes("construction-high");
    private static final double[] SPREAD = spread();
    private final Plan plan;
    private final Firms firms;

    JobRows(Plan plan, Firms firms) {
        this.plan = plan;
        this.firms = firms;
    }

    void write(Pool pool, Settlement settlement, RowBuffer row) {
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        People people = settlement.people;
        for (int i = 0; i < people.living; i++) {
            int band = Math.min((people.age[i] - 15) / 5, EMPLOYED[0].length - 1);
            if (people.age[i] >= 16 && people.overseas[i] < 0 && random.below(100) < EMPLOYED[people.sex[i]][band]) {
                job(pool, people, i, random, row, false);
                if (people.age[i] > 24 && random.below(20) == 0) {
                    job(pool, people, i, random, row, true);
                }
            }
        }
    }

    private void job(Pool pool, People people, int i, Randomness random, RowBuffer row, boolean past) {
        Village village = plan.villages.get(people.homeVillage(people.home[i]));
        int firm = firm(pool, random);
        int schooling = schooling(village, people.sex[i], people.age[i], random);
        boolean builder = firm >= 0 && firms.isConstruction(firm);
        byte[][] jobs = !builder ? OCCUPATIONS[schooling] : schooling < Education.JUNIOR_COLLEGE ? BUILDERS : ENGINEERS;
        int years = Math.min(people.age[i] - 16, past ? 30 : 25);
        int start = Calendar.TODAY - 30 - random.below(years * 300 + 1) - (past ? 400 : 0);
        row.person(people, i).tab();
        (firm < 0 ? row.missing() : row.number(UnifiedNumber.of(firm))).tab();
        row.raw(jobs[random.below(jobs.length)])
                .tab()
                .number(wage(village, people, i, schooling, random))
                .tab();
        row.date(past ? start - 365 : start).tab();
        (past ? row.date(start - random.below(300)) : row.missing()).end();
    }

    /** Mostly a firm of the county, sometimes of any other, or none: public service and the self-employed. */
    private int firm(Pool pool, Randomness random) {
        int draw = random.below(100);
        County county = plan.counties.get(pool.county());
        int own = county.toFirm() - county.fromFirm();
        if (draw < 18 || plan.firms == 0) {
            return -1;
        }
        return draw < 88 && own > 0 ? county.fromFirm() + random.below(own) : random.below(plan.firms);
    }

    /** A level drawn from the village's schooling; the young get the upper part of it. */
    private static int schooling(Village village, int sex, int age, Randomness random) {
        int sum = 0;
        for (int level = 0; level < Education.LEVELS; level++) {
            sum += village.education[level * 2 + sex];
        }
        double young = Math.clamp((70.0 - age) / 50, 0, 1);
        double rank = (0.6 * random.unit() + 0.4 * young) * sum;
        int level = 0;
        while (level < Education.LEVELS - 1 && (rank -= village.education[level * 2 + sex]) > 0) {
            level++;
        }
        return sum == 0 ? Education.SENIOR_HIGH : level;
    }

    private static int wage(Village village, People people, int i, int schooling, Randomness random) {
        int income = village.medianIncome == 0 ? TYPICAL_INCOME : village.medianIncome;
        double place = 0.55 + 0.45 * income / TYPICAL_INCOME;
        double experience = 0.75 + 0.5 * Math.clamp((people.age[i] - 20) / 30.0, 0, 1);
        double pay = people.sex[i] == People.MALE ? 1.04 : 0.94;
        double wage = 43_000 * place * WORTH[schooling] * experience * pay * SPREAD[random.below(SPREAD.length)];
        return Math.max(MINIMUM_WAGE, (int) wage / 100 * 100);
    }

    private static byte[][][] occupations() {
        byte[][][] occupations = new byte[Education.LEVELS][][];
        for (int level = 0; level < Education.LEVELS; level++) {
            occupations[level] = Words.bytes("occupation-" + level);
        }
        return occupations;
    }

    /** A log-normal spread, drawn once and shuffled over by its users. */
    private static double[] spread() {
        var random = new Random(20_260_331);
        double[] spread = new double[4096];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = StrictMath.exp(0.33 * random.nextGaussian());
        }
        return spread;
    }
}

package tw.qiao.society;

import java.util.ArrayList;
import java.util.List;

/** County or city (縣市): its run of villages, its quota of people, and its numbers of firms and people. */
final class County {
    /** Ages at which the groups start; the newborn are one of their own, so that births are right too. */
    private static final int[] STARTS = {
        0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 101
    };

    /** Groups of ages, male and female in turn. */
    static final int GROUPS = 44;

    private static final double CLOSE_ENOUGH = 0.002;
    private final int index;
    private final int from;
    private final int to;
    private final String name;
    private final double[] weights = new double[GROUPS];
    private int[] quotas = {};
    private int quota;
    private int fromFirm;
    private int toFirm;
    private long males;
    private long females;

    private County(int index, String name, int from, int to, AgeShapes shapes) {
        this.index = index;
        this.name = name;
        this.from = from;
        this.to = to;
        for (int village = from; village < to; village++) {
            for (int age = 0; age <= 100; age++) {
                weights[group(age, 0)] += shapes.of(village, age, 0);
                weights[group(age, 1)] += shapes.of(village, age, 1);
            }
        }
    }

    static List<County> of(List<Village> villages, AgeShapes shapes, int size) {
        var counties = new ArrayList<County>();
        int from = 0;
        for (int village = 1; village <= villages.size(); village++) {
            String county = villages.get(from).county;
            if (village == villages.size() || !villages.get(village).county.equals(county)) {
                counties.add(new County(counties.size(), county, from, village, shapes));
                from = village;
            }
        }
        deal(counties, size);
        return List.copyOf(counties);
    }

    private static void deal(List<County> counties, int size) {
        int[] quotas =
                Quotas.share(counties.stream().mapToDouble(County::population).toArray(), size);
        int largest = 0;
        int owed = 0;
        for (int i = 0; i < quotas.length; i++) {
            largest = quotas[i] > quotas[largest] ? i : largest;
            int fitting = counties.get(i).fitting(quotas[i]);
            owed += quotas[i] - fitting;
            quotas[i] = fitting;
        }
        quotas[largest] += owed;
        for (int i = 0; i < quotas.length; i++) {
            counties.get(i).take(quotas[i]);
        }
    }

    /** A quota near the fair one at which a whole number of old people comes close to the real share of them. */
    private int fitting(int fair) {
        int best = fair;
        for (int offset : new int[] {0, 1, -1, 2, -2}) {
            boolean better = Math.abs(oldShareError(fair + offset)) < Math.abs(oldShareError(best));
            if (fair > 40 && Math.abs(oldShareError(best)) > CLOSE_ENOUGH && better) {
                best = fair + offset;
            }
        }
        return best;
    }

    private double oldShareError(int quota) {
        double real = band(2) / population();
        return Math.rint(real * quota) / quota - real;
    }

    private void take(int people) {
        quota = people;
        quotas = new int[GROUPS];
        int[] bands = Quotas.share(new double[] {band(0), band(1), band(2)}, people);
        for (int band = 0; band < 3; band++) {
            double[] inside = new double[GROUPS];
            for (int group = 0; group < GROUPS; group++) {
                inside[group] = AgeShapes.band(fromAge(group)) == band ? weights[group] : 0;
            }
            int[] shares = Quotas.share(inside, bands[band]);
            for (int group = 0; group < GROUPS; group++) {
                quotas[group] += shares[group];
            }
        }
    }

    static int group(int age, int sex) {
        return (age == 0 ? 0 : age < 5 ? 1 : age / 5 + 1) * 2 + sex;
    }

    static int fromAge(int group) {
        return STARTS[group / 2];
    }

    /** The first age past the group. */
    static int toAge(int group) {
        return STARTS[group / 2 + 1];
    }

    /** Real people of the band 0–14, 15–64, or 65 and more. */
    double band(int band) {
        double people = 0;
        for (int group = 0; group < GROUPS; group++) {
            people += AgeShapes.band(fromAge(group)) == band ? weights[group] : 0;
        }
        return people;
    }

    double population() {
        return band(0) + band(1) + band(2);
    }

    /** Real people of the group of ages and sex. */
    double weight(int group) {
        return weights[group];
    }

    /** People of the group of ages and sex in this society. */
    int quota(int group) {
        return quotas[group];
    }

    int quota() {
        return quota;
    }

    int index() {
        return index;
    }

    String name() {
        return name;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    void startsAtFirm(int firm) {
        fromFirm = firm;
    }

    void endsAtFirm(int firm, long men, long women) {
        toFirm = firm;
        males = men;
        females = women;
    }

    int fromFirm() {
        return fromFirm;
    }

    int toFirm() {
        return toFirm;
    }

    /** Rows of the sex (0 male, 1 female), the dead of the last year among them. */
    long rows(int sex) {
        return sex == 0 ? males : females;
    }
}

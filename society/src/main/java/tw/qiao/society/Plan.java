package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How many people of each age and sex each village gets, and every count that must be known before any part can be
 * generated alone. Quotas are dealt out, not drawn: per county, group of ages and sex they are off by less than one.
 */
final class Plan {
    private static final int POOL_PEOPLE = 160;
    private static final int PEOPLE_PER_FIRM = 30;
    private static final int PEOPLE_PER_STORY = 200;
    private static final int MOST_STORIES = 1_000;
    final long seed;
    final List<Village> villages;
    final List<County> counties;
    final List<Pool> pools = new ArrayList<>();
    final int firms;
    final int living;
    /** Planted stories: each kind once, and more of the ordinary ones as the society grows. */
    final int stories;

    /** Deaths of men, deaths of women, marriages, divorces of the last year in each village. */
    final short[] events;

    private final short[] counts;
    private final byte[][] codes;

    Plan(long seed, int size, Statistics statistics) {
        this.seed = seed;
        this.villages = statistics.villages();
        this.codes = villages.stream()
                .map(village -> village.code.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.counts = new short[villages.size() * AgeShapes.CELLS];
        this.events = new short[villages.size() * 4];
        var shapes = AgeShapes.of(villages);
        this.counties = County.of(villages, shapes, size);
        double ratio = size / counties.stream().mapToDouble(County::population).sum();
        for (County county : counties) {
            dealPeople(county, shapes);
            dealEvents(county, ratio);
        }
        this.stories = Story.Kind.values().length + Math.min(size / PEOPLE_PER_STORY, MOST_STORIES);
        this.living = counties.stream().mapToInt(County::quota).sum();
        this.firms = pools();
    }

    /** Living people of the village (by position), age and sex. */
    int count(int village, int age, int sex) {
        return counts[village * AgeShapes.CELLS + age * 2 + sex];
    }

    int event(int village, int kind) {
        return events[village * 4 + kind];
    }

    /** The code of the village in ASCII. */
    byte[] code(int village) {
        return codes[village];
    }

    /** All rows of the person table: the living and those who died in the last year. */
    int people() {
        Pool last = pools.getLast();
        return (int) (last.firstPerson() + last.people());
    }

    private void dealPeople(County county, AgeShapes shapes) {
        for (int group = 0; group < County.GROUPS; group++) {
            int sex = group % 2;
            int from = County.fromAge(group);
            int to = County.toAge(group);
            double offset = Randomness.below(seed, county.index() * 100L + group, 1 << 20) / (double) (1 << 20);
            var dealer = new Quotas.Dealer(county.weight(group), county.quota(group), offset);
            for (int village = county.from(); village < county.to(); village++) {
                for (int age = from; age < to; age++) {
                    counts[village * AgeShapes.CELLS + age * 2 + sex] =
                            (short) dealer.deal(shapes.of(village, age, sex));
                }
            }
        }
    }

    private void dealEvents(County county, double ratio) {
        for (int kind = 0; kind < 4; kind++) {
            double sum = 0;
            for (int village = county.from(); village < county.to(); village++) {
                sum += published(village, kind);
            }
            var dealer = new Quotas.Dealer(sum, (int) Math.round(sum * ratio), 0.5);
            for (int village = county.from(); village < county.to(); village++) {
                events[village * 4 + kind] = (short) dealer.deal(published(village, kind));
            }
        }
    }

    private int published(int village, int kind) {
        Village figures = villages.get(village);
        return switch (kind) {
            case 0 -> figures.deathsMale;
            case 1 -> figures.deathsFemale;
            case 2 -> figures.marriages;
            default -> figures.divorces;
        };
    }

    private int people(int village, int sex) {
        int people = event(village, sex);
        for (int age = 0; age <= 100; age++) {
            people += count(village, age, sex);
        }
        return people;
    }

    private int pools() {
        var cuts = new ArrayList<int[]>();
        for (County county : counties) {
            cut(county, cuts);
        }
        var tally = new PoolTally(cuts.size());
        for (int[] cut : cuts) {
            tally.add(cut);
        }
        return tally.firms;
    }

    /** Cuts a county into pools of at least {@link #POOL_PEOPLE} people; what is left over joins the last. */
    private void cut(County county, List<int[]> cuts) {
        int from = county.from();
        int people = 0;
        int first = cuts.size();
        for (int village = county.from(); village < county.to(); village++) {
            people += people(village, 0) + people(village, 1);
            if (people >= POOL_PEOPLE) {
                cuts.add(new int[] {county.index(), from, village + 1});
                from = village + 1;
                people = 0;
            }
        }
        if (from < county.to() && cuts.size() > first) {
            cuts.getLast()[2] = county.to();
        } else if (from < county.to()) {
            cuts.add(new int[] {county.index(), from, county.to()});
        }
    }

    /** The running counts while pools are lined up. */
    private final class PoolTally {
        private final int pools;
        private int county = -1;
        private long males;
        private long females;
        private long people;
        private int firms;
        private int planted;

        PoolTally(int pools) {
            this.pools = pools;
        }

        void add(int[] cut) {
            if (cut[0] != county) {
                county = cut[0];
                males = 0;
                females = 0;
                counties.get(county).startsAtFirm(firms);
            }
            int men = 0;
            int women = 0;
            for (int village = cut[1]; village < cut[2]; village++) {
                men += people(village, 0);
                women += people(village, 1);
            }
            int stories = stories(men + women);
            if (men + women == livingIn(cut)
                    && planted <= Story.Kind.ENGINEER_DIED.place()
                    && planted + stories > Story.Kind.ENGINEER_DIED.place()) {
                events[cut[1] * 4]++;
                men++;
            }
            int local = (int) ((people + men + women) / PEOPLE_PER_FIRM - people / PEOPLE_PER_FIRM);
            Plan.this.pools.add(new Pool(
                    Plan.this.pools.size(),
                    cut[0],
                    cut[1],
                    cut[2],
                    males,
                    females,
                    people,
                    men + women,
                    firms,
                    local,
                    planted,
                    stories));
            males += men;
            females += women;
            people += men + women;
            firms += local;
            planted += stories;
            counties.get(county).endsAtFirm(firms, males, females);
        }

        private int livingIn(int[] cut) {
            int living = 0;
            for (int cell = cut[1] * AgeShapes.CELLS; cell < cut[2] * AgeShapes.CELLS; cell++) {
                living += counts[cell];
            }
            return living;
        }

        /** Stories are spread evenly over the pools; one that is too small leaves its own to the next. */
        private int stories(int people) {
            int due = (int) ((Plan.this.pools.size() + 1L) * Plan.this.stories / pools) - planted;
            boolean last = Plan.this.pools.size() + 1 == pools;
            return people < 40 && !last ? 0 : Math.max(0, Math.min(due, last ? due : people / 12));
        }
    }
}

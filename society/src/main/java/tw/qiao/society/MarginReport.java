package tw.qiao.society;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * How far a society's margins are from the real ones: per county the people, the share of those of 65 and more and each
 * five-year band by sex. Counted from the generated people, not from the plan they were made by.
 */
public record MarginReport(long seed, int size, List<County> counties, List<Band> bands) {
    /**
     * A county's figures.
     *
     * @param real people in the statistics, {@code made} living people in the society
     * @param oldShareReal share of people of 65 and more in percent, {@code oldShareMade} likewise
     * @param largestBandError the largest distance, in percentage points, between the real and the made share of any
     *     five-year band and sex among the county's people
     */
    public record County(
            String name,
            long real,
            long made,
            double oldShareReal,
            double oldShareMade,
            double largestBandError,
            long births,
            double birthsExpected,
            long households,
            double householdsExpected) {
        /** Distance of the shares of 65 and more in percentage points. */
        public double oldShareError() {
            return oldShareMade - oldShareReal;
        }
    }

    /** A county's five-year band (the newborn apart) and sex: people expected at this size, and people made. */
    public record Band(String county, int fromAge, char sex, double expected, long made) {}

    public MarginReport {
        counties = List.copyOf(counties);
        bands = List.copyOf(bands);
    }

    /** Generates the society once and counts. */
    public static MarginReport of(Society society) {
        long[][] counted = count(society);
        var counties = new ArrayList<County>();
        var bands = new ArrayList<Band>();
        for (tw.qiao.society.County county : society.plan.counties) {
            counties.add(county(society, county, counted[county.index()]));
            double scale = (double) society.size() / realPeople(society);
            for (int group = 0; group < tw.qiao.society.County.GROUPS; group++) {
                char sex = group % 2 == 0 ? 'M' : 'F';
                double expected = county.weight(group) * scale;
                bands.add(new Band(
                        county.name(),
                        tw.qiao.society.County.fromAge(group),
                        sex,
                        expected,
                        counted[county.index()][group]));
            }
        }
        return new MarginReport(society.seed(), society.size(), counties, bands);
    }

    /** The largest distance of any county's share of people of 65 and more, in percentage points. */
    public double largestOldShareError() {
        return counties.stream()
                .mapToDouble(county -> Math.abs(county.oldShareError()))
                .max()
                .orElse(0);
    }

    /** Writes {@code margins.md} to read and {@code margins.json} to compute with. */
    public void write(Path folder) {
        Json.write(folder.resolve("margins.json"), this);
        Json.writeText(folder.resolve("margins.md"), markdown());
    }

    private String markdown() {
        var text = new StringBuilder("# Margins of the synthetic society\n\n");
        text.append("Seed ").append(seed).append(", ").append(size).append(" people; real figures of 2021-03. ");
        text.append("Shares in percent, distances in percentage points (pp). ");
        text.append("資料來源：內政部 政府資料開放授權條款第1版\n\n");
        text.append(String.format(
                Locale.ROOT, "Largest distance of a county's share of 65+: **%.3f pp**.%n%n", largestOldShareError()));
        text.append("| county | real people | made | 65+ real | 65+ made | distance | largest band and sex distance |");
        text.append(" births (expected) | households (expected) |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (County county : counties) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %.2f | %.2f | %+.3f | %.3f | %,d (%.0f) | %,d (%.0f) |%n",
                    county.name(),
                    county.real(),
                    county.made(),
                    county.oldShareReal(),
                    county.oldShareMade(),
                    county.oldShareError(),
                    county.largestBandError(),
                    county.births(),
                    county.birthsExpected(),
                    county.households(),
                    county.householdsExpected()));
        }
        return text.toString();
    }

    private static double realPeople(Society society) {
        return society.plan.counties.stream()
                .mapToDouble(tw.qiao.society.County::population)
                .sum();
    }

    private static County county(Society society, tw.qiao.society.County county, long[] counted) {
        int groups = tw.qiao.society.County.GROUPS;
        long made = 0;
        long old = 0;
        double largest = 0;
        for (int group = 0; group < groups; group++) {
            made += counted[group];
            old += AgeShapes.band(tw.qiao.society.County.fromAge(group)) == 2 ? counted[group] : 0;
        }
        for (int group = 0; group < groups; group++) {
            double real = county.weight(group) / county.population();
            largest = Math.max(largest, Math.abs((double) counted[group] / Math.max(made, 1) - real) * 100);
        }
        double scale = society.size() / realPeople(society);
        double births = 0;
        double households = 0;
        for (int village = county.from(); village < county.to(); village++) {
            Village figures = society.plan.villages.get(village);
            births += figures.births[0] + figures.births[1];
            households += figures.households;
        }
        return new County(
                county.name(),
                Math.round(county.population()),
                made,
                county.band(2) / county.population() * 100,
                old * 100.0 / Math.max(made, 1),
                largest,
                counted[groups],
                births * scale,
                counted[groups + 1],
                households * scale);
    }

    /** Living people by county, band and sex; behind them births and households. */
    private static long[][] count(Society society) {
        List<Pool> pools = society.plan.pools;
        int middle = pools.size() / 2;
        try (var workers = Executors.newFixedThreadPool(2)) {
            var first = workers.submit(() -> count(society, pools.subList(0, middle)));
            var second = workers.submit(() -> count(society, pools.subList(middle, pools.size())));
            long[][] sum = Society.join(first);
            long[][] other = Society.join(second);
            for (int county = 0; county < sum.length; county++) {
                for (int i = 0; i < sum[county].length; i++) {
                    sum[county][i] += other[county][i];
                }
            }
            return sum;
        }
    }

    private static long[][] count(Society society, List<Pool> pools) {
        int groups = tw.qiao.society.County.GROUPS;
        long[][] counted = new long[society.plan.counties.size()][groups + 2];
        Settlement settlement = society.writer().settlement;
        for (Pool pool : pools) {
            settlement.settle(pool);
            People people = settlement.people;
            long[] own = counted[pool.county()];
            for (int i = 0; i < people.living; i++) {
                own[tw.qiao.society.County.group(people.age[i], people.sex[i])]++;
                own[groups] += people.age[i] == 0 ? 1 : 0;
            }
            own[groups + 1] += people.households;
        }
        return counted;
    }
}

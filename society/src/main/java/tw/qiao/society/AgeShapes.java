package tw.qiao.society;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many people of each year of age and sex live in each village at the base date: the single years of 2015-05 made
 * six years older, the births since then put below them, and the whole raked (iterative proportional fitting, Deming
 * and Stephan 1940) to the village's published totals by sex and by the bands 0–14, 15–64 and 65 and more.
 */
final class AgeShapes {
    static final int CELLS = 202;
    private static final int YEARS = 6;
    private final float[] weights;

    private AgeShapes(float[] weights) {
        this.weights = weights;
    }

    static AgeShapes of(List<Village> villages) {
        Map<String, double[]> towns = new TreeMap<>();
        for (Village village : villages) {
            if (village.ages.length > 0) {
                double[] shape = aged(village);
                add(towns.computeIfAbsent(village.county + village.town, town -> new double[CELLS]), shape);
                add(towns.computeIfAbsent(village.county, county -> new double[CELLS]), shape);
            }
        }
        float[] weights = new float[villages.size() * CELLS];
        for (int v = 0; v < villages.size(); v++) {
            Village village = villages.get(v);
            double[] county = towns.getOrDefault(village.county, new double[CELLS]);
            double[] town = towns.getOrDefault(village.county + village.town, county);
            double[] shape = village.ages.length > 0 ? aged(village) : town.clone();
            rake(shape, village, fallback(town, county));
            for (int cell = 0; cell < CELLS; cell++) {
                weights[v * CELLS + cell] = (float) shape[cell];
            }
        }
        return new AgeShapes(weights);
    }

    /** People of {@code village} (by position) of the age (0 to 100) and sex (0 male, 1 female). */
    double of(int village, int age, int sex) {
        return weights[village * CELLS + age * 2 + sex];
    }

    /** 0 for children, 1 for people of 15 to 64, 2 for older people. */
    static int band(int age) {
        return age < 15 ? 0 : age < 65 ? 1 : 2;
    }

    private static double[] aged(Village village) {
        double[] shape = new double[CELLS];
        for (int cell = 0; cell < 2 * YEARS; cell++) {
            shape[cell] = village.births[cell];
        }
        for (int cell = 0; cell < CELLS; cell++) {
            int age = cell / 2;
            int now = Math.min(age + YEARS, 100);
            shape[now * 2 + cell % 2] += village.ages[cell] * survival(age, cell % 2);
        }
        return shape;
    }

    /** Share of people who live on for six years, after Gompertz with the parameters of Taiwan's life tables. */
    private static double survival(int age, int sex) {
        double level = sex == 0 ? 6.5e-5 : 2.2e-5;
        double slope = sex == 0 ? 0.087 : 0.096;
        double hazard = level / slope * (Math.exp(slope * (age + YEARS)) - Math.exp(slope * age));
        return Math.exp(-hazard);
    }

    private static double[] fallback(double[] town, double[] county) {
        double[] mixed = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            mixed[cell] = town[cell] + county[cell] * 1e-3;
        }
        return mixed;
    }

    private static void rake(double[] shape, Village village, double[] fallback) {
        double total = Arrays.stream(fallback).sum();
        for (int cell = 0; cell < CELLS; cell++) {
            shape[cell] += fallback[cell] / total * 0.01;
        }
        int[] sexes = {village.male, village.female};
        for (int round = 0; round < 12; round++) {
            scale(shape, sexes, true);
            scale(shape, village.bands, false);
        }
    }

    private static void scale(double[] shape, int[] margins, boolean bySex) {
        double[] sums = new double[margins.length];
        for (int cell = 0; cell < CELLS; cell++) {
            sums[bySex ? cell % 2 : band(cell / 2)] += shape[cell];
        }
        for (int cell = 0; cell < CELLS; cell++) {
            int margin = bySex ? cell % 2 : band(cell / 2);
            shape[cell] = sums[margin] == 0 ? 0 : shape[cell] * margins[margin] / sums[margin];
        }
    }

    private static void add(double[] sum, double[] numbers) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += numbers[i];
        }
    }
}

package tw.qiao.society;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The compact copy of the real village statistics, as published: nothing in it is estimated. Villages come in the order
 * of their codes, so those of a county, and of a town, lie side by side.
 */
record Statistics(List<Village> villages) {
    static final String VILLAGES_HEADER = "code,county,town,village,households,male,female,age_0_14,age_15_64,age_65,"
            + "deaths_male,deaths_female,marriages,divorces,primary_m,primary_f,junior_high_m,junior_high_f,"
            + "senior_high_m,senior_high_f,junior_college_m,junior_college_f,university_m,university_f,"
            + "postgraduate_m,postgraduate_f,tax_units,income_mean,income_median,income_q1,income_q3";
    static final String AGES_HEADER = "code,births of six years (newest first; male, female),"
            + "people of 2015-05 by year of age 0 to 100 (male, female)";

    /** Reads {@code villages.csv.gz} and {@code ages.csv.gz} of the folder. */
    static Statistics read(Path folder) {
        List<String> figures = RawFile.lines(folder.resolve("villages.csv.gz"));
        List<String> ages = RawFile.lines(folder.resolve("ages.csv.gz"));
        var villages = new ArrayList<Village>(figures.size());
        for (int i = 1; i < figures.size(); i++) {
            villages.add(new Village(new Cells(figures.get(i)), new Cells(ages.get(i))));
        }
        return new Statistics(List.copyOf(villages));
    }
}

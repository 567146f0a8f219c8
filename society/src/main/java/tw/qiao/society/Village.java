package tw.qiao.society;

/** Village (村里) and its published figures; nothing in it is estimated. */
final class Village {
    final String code;
    final String county;
    final String town;
    final String name;
    final int households;
    final int male;
    final int female;
    /** People aged 0–14, 15–64, 65 and more. */
    final int[] bands;

    final int deathsMale;
    final int deathsFemale;
    final int marriages;
    final int divorces;
    /** People of fifteen and more by level of {@link Education} and sex: male at even, female at odd places. */
    final int[] education;
    /** Median of yearly income in thousand NT$, 0 where unknown. */
    final int medianIncome;
    /** Male and female births of the last six years, newest first, twelve numbers. */
    final int[] births;
    /** People of 2015-05 by year of age and sex, 202 numbers, or none where the village was not yet there. */
    final int[] ages;

    Village(Cells figures, Cells years) {
        code = figures.text();
        county = figures.text();
        town = figures.text();
        name = figures.text();
        households = figures.number();
        male = figures.number();
        female = figures.number();
        bands = figures.numbers(3);
        deathsMale = figures.number();
        deathsFemale = figures.number();
        marriages = figures.number();
        divorces = figures.number();
        education = figures.numbers(2 * Education.LEVELS);
        int[] incomes = figures.numbers(5);
        medianIncome = incomes[2];
        years.text();
        births = years.numbers(12);
        ages = years.hasMore() ? years.numbers(202) : new int[0];
    }

    int population() {
        return male + female;
    }

    String fullName() {
        return county + town + name;
    }
}

package tw.qiao.platform.dashboards;

import tw.qiao.analytics.engine.Answer;

/**
 * Vital events of one place over one period. The parts called rated are those in months whose population is known;
 * {@code personMonths} is the sum of the population at these months' ends.
 */
record Figures(
        long births,
        long deaths,
        long marriages,
        long divorces,
        long ratedBirths,
        long ratedDeaths,
        long ratedMarriages,
        long ratedDivorces,
        long personMonths) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Figures of(Answer.Row row) {
        return new Figures(
                row.number("births_male") + row.number("births_female"),
                row.number("deaths_male") + row.number("deaths_female"),
                row.number("marriages"),
                row.number("divorces"),
                row.number("rated_births"),
                row.number("rated_deaths"),
                row.number("rated_marriages"),
                row.number("rated_divorces"),
                row.number("person_months"));
    }

    Figures plus(Figures other) {
        return new Figures(
                births + other.births,
                deaths + other.deaths,
                marriages + other.marriages,
                divorces + other.divorces,
                ratedBirths + other.ratedBirths,
                ratedDeaths + other.ratedDeaths,
                ratedMarriages + other.ratedMarriages,
                ratedDivorces + other.ratedDivorces,
                personMonths + other.personMonths);
    }
}
